/**
 * The frame of a service's pages: one document without scripts and without anything from elsewhere, in one calm style.
 */
import { htmlText } from '../../formats/html.ts';
import { styledDocument, stylePolicy } from '../../formats/styled-document.ts';
import type { AsmxContract } from './contract.ts';

const STYLE = `:root { color-scheme: light dark; --line: #c9d1db; --soft: #f4f6f9; --strong: #123a63; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --line: #3c4654; --soft: #1d242d; --strong: #a9cdf5; --link: #8dbdf2; } }
* { box-sizing: border-box; }
body { margin: 0; background: Canvas; font: 1rem/1.5 system-ui, sans-serif; }
header { padding: .75rem 1.5rem; background: #123a63; color: #fff; }
header h1 { margin: 0; font-size: 1.5rem; font-weight: 400; }
main { max-width: 64rem; padding: 1rem 1.5rem 3rem; }
h2 { margin: 1.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--strong); }
h3 { margin: 1.5rem 0 .5rem; font-size: 1.1rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
pre { margin: .75rem 0; padding: .75rem; overflow-x: auto; background: var(--soft); border: 1px solid var(--line); font: .85rem/1.5 ui-monospace, monospace; }
var { color: var(--strong); font-style: normal; font-weight: 600; }
dt { margin-top: .75rem; font-weight: 600; }
dd { margin: 0; }
fieldset { margin: .75rem 0; padding: .5rem 1rem 1rem; border: 1px solid var(--line); }
label { display: grid; grid-template-columns: minmax(max-content, 9rem) 1fr; gap: .75rem; align-items: center; max-width: 42rem; margin-top: .5rem; }
@media (max-width: 30rem) { label { grid-template-columns: 1fr; gap: .25rem; } }
input, select { width: 100%; min-width: 0; padding: .4rem .5rem; font: inherit; }
button { padding: .5rem 1.5rem; font: inherit; cursor: pointer; }`;

/**
 * A page of the service at `path`; `main` is HTML that is already escaped. Tools that are given a page's address look in it for the link to the discovery
 * document, and go on from there to the description.
 */
export function page(contract: AsmxContract, path: string, main: string): string {
  const body = `<header><h1>${htmlText(contract.name)}<br></h1></header>
<main>
${main}
</main>`;
  return styledDocument(`${contract.name} Web Service`, STYLE, body, `${fileOf(path)}?disco`);
}

/** The last segment of a path, so that links hold whatever comes before it on the way to the client. */
export function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What a browser may do with a page. The test forms are posted to the service itself. */
export const PAGE_POLICY = await stylePolicy(STYLE, "'self'");
