import { html, type Markup } from '../../../formats/markup.ts';
import type { WebApiContract } from '../contract.ts';
import { pageNameOf, titleOf } from './page-name.ts';

/** The list of all operations, each with a link to its page. */
export function indexPage({ name, doc, operations }: WebApiContract, path: string): Markup {
  const rows = Object.values(operations).map(
    (
      operation,
    ) => html`<tr><th scope="row"><a href="${path}/Api/${pageNameOf(operation)}">${titleOf(operation)}</a></th><td>${operation.doc}</td></tr>
`,
  );
  return html`<h1>${name} Help Page</h1>
<p>${doc}</p>
<div class="scroll"><table>
<thead><tr><th scope="col">API</th><th scope="col">Description</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
}
