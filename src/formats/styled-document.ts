import { htmlText } from './html.ts';
import type { Markup } from './markup.ts';

/**
 * A whole HTML document that loads nothing: its style stands in it. `body` is HTML that is already escaped. Programs that were given the page find at
 * `alternate` the XML that says the same to them.
 */
export function styledDocument(title: string, style: string, body: string, alternate?: string): string {
  const link = alternate === undefined ? '' : `<link rel="alternate" type="text/xml" href="${htmlText(alternate)}">\n`;
  return documentOf(title, `${link}<style>${style}</style>`, body);
}

/** A whole HTML document that loads its stylesheet, from an address of the same site, and nothing else. */
export function linkedDocument(title: string, stylesheet: string, body: Markup): string {
  return documentOf(title, `<link rel="stylesheet" href="${htmlText(stylesheet)}">`, body.markup);
}

function documentOf(title: string, styling: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)}</title>
${styling}
</head>
<body>
${body}
</body>
</html>
`;
}

/**
 * What a browser may do with such a document (`Content-Security-Policy`): apply this very style, send its forms where they may go, and nothing else.
 */
export async function stylePolicy(style: string, formAction: "'self'" | "'none'"): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
  const hash = Buffer.from(digest).toString('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`;
}
