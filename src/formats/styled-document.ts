import { htmlText } from './html.ts';

/** A whole HTML document that loads nothing: its style stands in it. `body` is HTML that is already escaped. */
export function styledDocument(title: string, style: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
