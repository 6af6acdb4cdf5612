import { html, type Markup } from '../formats/markup.ts';

/** What a page is made of; the frame around it is the same for all. */
export interface Page {
  readonly status: number;
  /** Of the window: what this page is for, first. */
  readonly title: string;
  readonly main: Markup;
  /** Sends the browser on by itself, to a path of this site. */
  readonly onwards?: string | undefined;
}

/**
 * The whole document of a page. It needs no script, no picture and no font: what it links to is its own stylesheet and icon.
 * @param name what the operator calls this server
 */
export function documentOf({ title, main, onwards }: Page, name: string): string {
  const refresh = onwards === undefined ? undefined : html`<meta http-equiv="refresh" content="0; url=${onwards}">\n`;
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} · ${name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${refresh}<link rel="icon" href="/pages/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pages/style.css">
</head>
<body>
<header class="masthead"><span class="mark" aria-hidden="true"></span>${name}</header>
<main class="card">
${main}
</main>
</body>
</html>
`;
  return markup;
}
