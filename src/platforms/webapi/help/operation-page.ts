import { html, type Markup, NO_MARKUP } from '../../../formats/markup.ts';
import { hasMembers, type WebApiOperation } from '../contract.ts';
import { membersTable, parametersTable } from './members-table.ts';
import { titleOf } from './page-name.ts';
import { formSampleOf, type Sample, samplesOf } from './sample.ts';

/** What Web API's help page tells of one operation, in its order and its words; everything else is the contract's. */
export function operationPage(operation: WebApiOperation): Markup {
  const { doc, remarks, parameters, request, response } = operation;
  const { paragraphs, example } = remarks;
  const asked = hasMembers(request) ? [...samplesOf(request), formSampleOf(request)] : [];
  const answered = hasMembers(response) ? samplesOf(response) : [];
  return html`<h1>${titleOf(operation)}</h1>
<p>${doc}</p>
${paragraphs.map(
  (paragraph) => html`<p>${paragraph}</p>
`,
)}${
  example === undefined
    ? NO_MARKUP
    : html`<pre>${example}</pre>
`
}<h2>Request Information</h2>
<h3>URI Parameters</h3>
${parametersTable(parameters)}
<h3>Body Parameters</h3>
${membersTable(request)}
${samples('Request Formats', asked)}<h2>Response Information</h2>
<h3>Resource Description</h3>
${membersTable(response)}
${samples('Response Formats', answered)}`;
}

function samples(heading: string, list: readonly Sample[]): Markup {
  if (list.length === 0) return NO_MARKUP;
  return html`<h3>${heading}</h3>
${list.map(
  ({ heading: types, text }) => html`<h4>${types}</h4>
<pre>${text}</pre>
`,
)}`;
}
