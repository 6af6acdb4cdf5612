import { html } from '../../../formats/markup.ts';
import type { Host } from '../host.ts';
import type { Page } from './page.ts';
import { SAMPLE_FORMATS } from './samples.ts';

/** All operations, each with a link to its page in every format. */
export function operationsPage({ contract, prefix }: Host): Page {
  const rows = Object.values(contract.operations).map(({ name, requiresAuthentication }) => {
    const links = [...SAMPLE_FORMATS].map(
      ([key, { title }]) => html`<td><a href="${prefix}/${key}/metadata?op=${name}">${title}</a></td>`,
    );
    const note = requiresAuthentication ? ' (requires authentication)' : '';
    return html`<tr><th scope="row">${name}${note}</th>${links}</tr>\n`;
  });
  const body = html`<h1>${contract.name}</h1>
<div class="sheet">
<h2>Operations</h2>
<table class="operations"><tbody>
${rows}</tbody></table>
<h3>WSDLs</h3>
<ul>
<li><a href="${prefix}/soap11">${prefix}/soap11</a></li>
<li><a href="${prefix}/soap12">${prefix}/soap12</a></li>
</ul>
</div>`;
  return { title: contract.name, body };
}
