/**
 * What every page of the platform has: a document that runs nothing, loads nothing but its style, and sits in no frame.
 */
import type { FastifyReply } from 'fastify';
import { html, type Markup } from '../../../formats/markup.ts';
import { linkedDocument } from '../../../formats/styled-document.ts';
import { sendLinkedPage, sendStylesheet } from '../../../http/linked-page.ts';

export interface Page {
  readonly title: string;
  readonly body: Markup;
}

/** Where the style is, under the prefix. */
export const STYLE_PATH = '/metadata/style.css';

/** Sends a page with the status that the reply has. A page may show a token, so it is never kept. */
export function sendPage(reply: FastifyReply, prefix: string, { title, body }: Page): FastifyReply {
  const document = linkedDocument(title, prefix + STYLE_PATH, html`<main>\n${body}\n</main>`);
  return sendLinkedPage(reply, 'no-store', document);
}

export function sendStyle(reply: FastifyReply): FastifyReply {
  return sendStylesheet(reply, STYLE);
}

const STYLE = `:root {
  color-scheme: light dark;
  --ink: #1d2733;
  --soft: #5b6877;
  --line: #dfe4ea;
  --paper: #ffffff;
  --ground: #f5f7f9;
  --link: #1f5fae;
  --bad: #a32020;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e9ef;
    --soft: #9aa7b5;
    --line: #33404d;
    --paper: #1a222b;
    --ground: #12181f;
    --link: #8ab8f2;
    --bad: #f09a9a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  padding: 2rem 1rem 4rem;
  max-width: 60rem;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif;
}
h1 { margin: 0 0 1rem; color: var(--soft); font-size: 1rem; font-weight: 600; }
h2 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.2; overflow-wrap: anywhere; }
h3 { margin: 2rem 0 0.5rem; font-size: 1.1rem; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { width: 100%; margin: 0 0 1.5rem; border-collapse: collapse; }
caption { padding: 0.5rem 0; text-align: left; }
th, td { padding: 0.4rem 0.8rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; }
thead th { color: var(--soft); font-size: 0.85rem; }
.operations tr { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.4rem 0; border-bottom: 1px solid var(--line); }
.operations th, .operations td { padding: 0; border: 0; }
.operations th { flex: 1 1 20rem; }
.request, .response {
  overflow-x: auto;
  margin: 1rem 0;
  padding: 1rem;
  background: var(--paper);
  border: 1px solid var(--line);
  border-radius: 6px;
}
pre { margin: 0; font: 0.85rem/1.5 ui-monospace, monospace; }
ul { padding-left: 1.2rem; }
.value { color: var(--soft); font-style: italic; }
.sheet { overflow-x: auto; padding: 1.5rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
.answer td { overflow-wrap: anywhere; font-family: ui-monospace, monospace; font-size: 0.9rem; }
.answer table { margin: 0; }
.answer > tbody > tr > th { width: min(12rem, 40%); }
.formats { color: var(--soft); font-size: 0.9rem; }
.error { color: var(--bad); }
`;
