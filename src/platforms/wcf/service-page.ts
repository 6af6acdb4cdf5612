import { htmlText } from '../../formats/html.ts';
import { styledDocument, stylePolicy } from '../../formats/styled-document.ts';
import { bindingName } from './binding-name.ts';
import type { WcfContract } from './contract.ts';

const STYLE = `:root { color-scheme: light dark; --line: #d5d5c4; --soft: #f2f2e6; --strong: #036; --link: #05538f; }
@media (prefers-color-scheme: dark) { :root { --line: #44463c; --soft: #24251f; --strong: #a9cdf5; --link: #8dbdf2; } }
* { box-sizing: border-box; }
body { margin: 0; background: Canvas; font: 1rem/1.5 Verdana, system-ui, sans-serif; overflow-wrap: anywhere; }
header { padding: .75rem 1.5rem; background: #036; color: #fff; }
h1 { margin: 0; font-size: 1.5rem; font-weight: 400; }
main { max-width: 56rem; padding: 1rem 1.5rem 3rem; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1.15rem; color: var(--strong); }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
pre { margin: .75rem 0; padding: .75rem; overflow-x: auto; background: var(--soft); border: 1px solid var(--line); font: .85rem/1.5 ui-monospace, monospace; }
dt { margin-top: .75rem; font-weight: 600; }
dd { margin: 0; }`;

/** What a browser may do with the page, which has no forms. */
export const PAGE_POLICY = await stylePolicy(STYLE, "'none'");

/**
 * The page that a browser gets at the service's address. Its title and its first sentence are WCF's; what follows tells what there is and how to
 * generate a client from it. Tools that are given this address alone look for the link to the discovery document.
 */
export function servicePage(contract: WcfContract, address: string): string {
  const title = `${contract.name} Service`;
  const link = (text: string) => `<a href="${htmlText(text)}">${htmlText(text)}</a>`;
  const operations = Object.values(contract.operations).map(
    ({ name, doc }) => `<dt>${htmlText(name)}</dt>\n<dd>${htmlText(doc)}</dd>`,
  );
  const body = `<header><h1>${htmlText(title)}</h1></header>
<main>
<p>You have created a service.</p>
<p>${htmlText(contract.doc)}</p>
<p>To test this service, you will need to create a client and use it to call the service. Any SOAP toolkit makes one from the description, such as the svcutil.exe tool from the command line:</p>
<pre>svcutil.exe ${link(`${address}?wsdl`)}</pre>
<p>You can also access the service description as a single file:</p>
<pre>${link(`${address}?singleWsdl`)}</pre>
<h2>Operations</h2>
<dl>
${operations.join('\n')}
</dl>
<h2>How to call them</h2>
<p>SOAP 1.1 by POST to this address, binding ${htmlText(bindingName(contract))}. The SOAPAction header chooses the operation; members of a request are read in the order of the description.</p>
</main>`;
  return styledDocument(title, STYLE, body, `${address}?disco`);
}
