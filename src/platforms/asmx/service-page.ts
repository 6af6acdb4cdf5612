import { htmlText } from '../../formats/html.ts';
import type { AsmxContract } from './contract.ts';
import { page } from './page.ts';

/** The page of a service: its operations by name, each with its sentence and a link to its own page, in the words of ASP.NET. */
export function servicePage(contract: AsmxContract, path: string): string {
  const operations = Object.values(contract.operations).sort((a, b) => (a.name < b.name ? -1 : 1));
  const items = operations.map(
    ({ name, doc }) =>
      `<dt><a href="?op=${encodeURIComponent(name)}">${htmlText(name)}</a></dt>\n<dd>${htmlText(doc)}</dd>`,
  );
  return page(
    contract,
    path,
    `<p>${htmlText(contract.doc)}</p>
<p>The following operations are supported. For a formal definition, please review the <a href="?WSDL">Service Description</a>.</p>
<dl>
${items.join('\n')}
</dl>`,
  );
}
