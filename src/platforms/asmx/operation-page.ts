import { htmlText } from '../../formats/html.ts';
import type { SoapVersion } from '../../formats/soap-names.ts';
import type { AsmxContract, AsmxOperation } from './contract.ts';
import { fileOf, page } from './page.ts';
import { sampleOf } from './sample.ts';
import { hasTestForm, testForm } from './test-form.ts';

/** Who looks at a page, as far as the page shows it. */
export interface Visit {
  /** As the client calls the site. */
  readonly host: string;
  readonly path: string;
  /** Somebody at this machine is offered the test form. */
  readonly isLocal: boolean;
}

/**
 * The page of one operation, word for word that of ASP.NET: what it does, a form to try it, and samples in both versions of SOAP.
 *
 * Deployed clients were written from it, and its text is held against that of a real one.
 */
export function operationPage(contract: AsmxContract, operation: AsmxOperation, visit: Visit): string {
  return page(
    contract,
    visit.path,
    `${backLink(visit.path)}
<h2>${htmlText(operation.name)}</h2>
<p>${htmlText(operation.doc)}</p>
<h3>Test</h3>
${test(operation, visit)}
${samples(operation, '1.1', visit)}\n${samples(operation, '1.2', visit)}`,
  );
}

/** The page that says that there is no such operation. It doesn't repeat what was asked for: anything may stand in an address, a secret too. */
export function noOperationPage(contract: AsmxContract, path: string): string {
  const main = `${backLink(path)}\n<p>The operation was not found.</p>`;
  return page(contract, path, main);
}

function backLink(path: string): string {
  return `<p>Click <a href="${htmlText(fileOf(path))}">here</a> for a complete list of operations.</p>`;
}

function test(operation: AsmxOperation, { path, isLocal }: Visit): string {
  if (!isLocal) return '<p>The test form is only available for requests from the local machine.</p>';
  if (!hasTestForm(operation)) {
    return '<p>The test form is only available for methods with primitive types as parameters.</p>';
  }
  return `<p>To test the operation using the HTTP POST protocol, click the 'Invoke' button.</p>
${testForm(operation, `${fileOf(path)}/${encodeURIComponent(operation.name)}`)}`;
}

function samples(operation: AsmxOperation, version: SoapVersion, { host, path }: Visit): string {
  const { request, response } = sampleOf(operation, version, host, path);
  // The empty line after the first pair is part of the page's text.
  const end = version === '1.1' ? '\n' : '';
  const title = `SOAP ${version}`;
  return `<section>
<h3>${title}</h3>
<p>The following is a sample ${title} request and response. The <var>placeholders</var> shown need to be replaced with actual values.</p>
<pre tabindex="0" role="region" aria-label="Sample ${title} request">${request}</pre>
<pre tabindex="0" role="region" aria-label="Sample ${title} response">${response}${end}</pre>
</section>`;
}
