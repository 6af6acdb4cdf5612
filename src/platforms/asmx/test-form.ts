/**
 * The form on an operation's page by which a person tries the operation, without a toolkit and without a script.
 *
 * ASP.NET posts its form to the operation's name behind the file and so does this one; but where ASP.NET then needs a binding of its own, which
 * has no headers and answers in another form, this one is turned into the very SOAP request that a toolkit would send. So whoever tries sees the
 * SOAP answer.
 */
import { type Form, fieldOf } from '../../formats/form.ts';
import { htmlText } from '../../formats/html.ts';
import type { RecordShape, Shape } from '../../formats/shape.ts';
import { soapNamespaces } from '../../formats/soap-names.ts';
import { writeXmlDocument, type XmlNode, xmlNode } from '../../formats/xml-document.ts';
import type { AsmxOperation } from './contract.ts';

/** The fields of a header are told from parameters of the same name by what comes before them. */
const HEADER_FIELD = 'header.';

/** Whether a person can fill in what the operation takes: text, numbers and words of a list, but no records. */
export function hasTestForm({ request, inputHeader }: AsmxOperation): boolean {
  return [request, inputHeader].every((shape) => shape === undefined || isFlat(shape));
}

function isFlat(shape: RecordShape): boolean {
  const isSimple = (type: Shape) => typeof type === 'string' || type.kind === 'enumeration';
  return shape.base === undefined && Object.values(shape.members).every(({ type }) => isSimple(type));
}

/** @param action where the form is sent */
export function testForm({ name, request, inputHeader }: AsmxOperation, action: string): string {
  const header = inputHeader === undefined ? '' : fieldset(inputHeader.name, inputHeader, HEADER_FIELD);
  const parameters = Object.keys(request.members).length === 0 ? '' : fieldset(name, request, '');
  return `<form method="post" action="${htmlText(action)}" autocomplete="off">
${header}${parameters}<button>Invoke</button>
</form>`;
}

function fieldset(legend: string, shape: RecordShape, prefix: string): string {
  const fields = Object.entries(shape.members).map(
    ([name, { type }]) => `<label>${htmlText(name)}: ${field(prefix + name, type)}</label>\n`,
  );
  return `<fieldset>\n<legend>${htmlText(legend)}</legend>\n${fields.join('')}</fieldset>\n`;
}

function field(name: string, type: Shape): string {
  if (typeof type === 'string' || type.kind !== 'enumeration') {
    return `<input name="${htmlText(name)}" autocapitalize="none" spellcheck="false">`;
  }
  const options = type.values.map((value) => `<option>${htmlText(value)}</option>`);
  return `<select name="${htmlText(name)}"><option></option>${options.join('')}</select>`;
}

/** The SOAP 1.1 request that a sent form stands for. What was left empty is left out, and so is a header of which nothing was filled in. */
export function requestOfForm({ request, inputHeader }: AsmxOperation, form: Form): string {
  const header = inputHeader === undefined ? [] : filledIn(inputHeader, form, HEADER_FIELD);
  const blocks = inputHeader === undefined || header.length === 0 ? [] : [part('Header', inputHeader, header)];
  return writeXmlDocument(
    xmlNode('soap:Envelope', { 'xmlns:soap': soapNamespaces['1.1'] }, [
      ...blocks,
      part('Body', request, filledIn(request, form, '')),
    ]),
  );
}

function part(name: string, shape: RecordShape, members: readonly XmlNode[]): XmlNode {
  return xmlNode(`soap:${name}`, {}, [xmlNode(shape.name, { xmlns: shape.namespace }, members)]);
}

function filledIn(shape: RecordShape, form: Form, prefix: string): readonly XmlNode[] {
  return Object.keys(shape.members).flatMap((name) => {
    const value = fieldOf(form, prefix + name) ?? '';
    return value === '' ? [] : [xmlNode(name, {}, value)];
  });
}
