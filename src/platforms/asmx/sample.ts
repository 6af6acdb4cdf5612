/**
 * The samples of an operation's page: a request and its answer as they travel, with the type of each value in its place.
 *
 * They are written as ASP.NET writes them, which is not quite what the server says: indented, with the envelope's declarations in another order,
 * and with the prefix `soap12` in SOAP 1.2.
 */
import { htmlText } from '../../formats/html.ts';
import type { List, Member, RecordShape, Shape } from '../../formats/shape.ts';
import { type SoapVersion, soapNamespaces } from '../../formats/soap-names.ts';
import { writeXmlDocument, type XmlDocumentStyle, type XmlNode, xmlNode } from '../../formats/xml-document.ts';
import { schemaInstance } from '../../formats/xml-write.ts';
import { SOAP_11_TYPE, SOAP_12_TYPE } from './content-type.ts';
import type { AsmxOperation, HeaderShape } from './contract.ts';

export interface Sample {
  /** Both are HTML, to stand in a `pre`. */
  readonly request: string;
  readonly response: string;
}

const TYPES: Readonly<Record<SoapVersion, string>> = { '1.1': SOAP_11_TYPE, '1.2': SOAP_12_TYPE };

/** @param host as the request's Host header is to say it */
export function sampleOf(operation: AsmxOperation, version: SoapVersion, host: string, path: string): Sample {
  const type = `Content-Type: ${TYPES[version]}; charset=utf-8`;
  const action = version === '1.1' ? `SOAPAction: "${operation.soapAction}"\n` : '';
  const request = envelope(version, operation.inputHeader, operation.request);
  const response = envelope(version, operation.outputHeader, operation.response);
  return {
    request: `${htmlText(`POST ${path} HTTP/1.1\nHost: ${host}\n${type}\n`)}${LENGTH}${htmlText(action)}\n${request}`,
    response: `${htmlText(`HTTP/1.1 200 OK\n${type}\n`)}${LENGTH}\n${response}`,
  };
}

const LENGTH = `Content-Length: ${placeholder('length')}\n`;

const STYLE: XmlDocumentStyle = { markup: htmlText, text: placeholder };

function placeholder(text: string): string {
  return `<var>${htmlText(text)}</var>`;
}

function envelope(version: SoapVersion, header: HeaderShape, body: RecordShape): string {
  const prefix = version === '1.1' ? 'soap' : 'soap12';
  const part = (name: string, shape: RecordShape) => xmlNode(`${prefix}:${name}`, {}, [wrapper(shape)]);
  return writeXmlDocument(
    xmlNode(
      `${prefix}:Envelope`,
      {
        'xmlns:xsi': schemaInstance,
        'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
        [`xmlns:${prefix}`]: soapNamespaces[version],
      },
      [...(header === undefined ? [] : [part('Header', header)]), part('Body', body)],
    ),
    STYLE,
  );
}

function wrapper(shape: RecordShape): XmlNode {
  return xmlNode(shape.name, { xmlns: shape.namespace }, members(shape, shape.namespace));
}

/** @param outer the namespace that stands where the members do: those of another declare their own */
function members(shape: RecordShape, outer: string): XmlNode[] {
  const { base, namespace } = shape;
  const xmlns = namespace === outer ? undefined : namespace;
  const own = Object.entries(shape.members).map(([name, { type, nillable }]: [string, Member]) =>
    nillable === true
      ? xmlNode(name, { 'xsi:nil': 'true', xmlns })
      : xmlNode(name, { xmlns }, contentOf(type, namespace)),
  );
  return base === undefined ? own : [...members(base, outer), ...own];
}

function contentOf(shape: Shape, outer: string): readonly XmlNode[] | string {
  if (typeof shape === 'string') return shape;
  switch (shape.kind) {
    case 'enumeration':
      return shape.values.join(' or ');
    case 'record':
      return members(shape, outer);
    case 'list':
      return items(shape, outer);
    case 'dictionary':
      return [];
  }
}

/** A list is shown with two items. */
function items({ itemName, item, namespace }: List, outer: string): XmlNode[] {
  const one = xmlNode(itemName, { xmlns: namespace === outer ? undefined : namespace }, contentOf(item, namespace));
  return [one, one];
}
