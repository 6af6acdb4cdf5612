/**
 * A contract as WSDL 1.1, in the words and the order of ASP.NET's service descriptions: toolkits build their proxies from it.
 *
 * Each operation has its messages `…SoapIn` and `…SoapOut`, and a message of its own for each SOAP header: toolkits lose a header that isn't
 * declared, and some lose the operation's shape when it shares a message with the body. Both versions of SOAP have a binding and a port, both
 * at one address; there is no binding for plain GET or POST.
 */
import type { SoapVersion } from '../../formats/soap-names.ts';
import { writeXmlDocument, type XmlNode, xmlNode } from '../../formats/xml-document.ts';
import type { AsmxContract, AsmxOperation, HeaderShape } from './contract.ts';
import { type ContractSchemas, schemasOf } from './schema.ts';

const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const SCHEMA = 'http://www.w3.org/2001/XMLSchema';

/** How the elements of a binding are called in either version. */
const PREFIXES: Readonly<Record<SoapVersion, string>> = { '1.1': 'soap', '1.2': 'soap12' };

/** The names of a contract's two bindings and ports. */
export function bindingName(contract: AsmxContract, version: SoapVersion): string {
  return contract.name + (version === '1.1' ? 'Soap' : 'Soap12');
}

/** The description of a service that can be reached at `address`. */
export function writeWsdl(contract: AsmxContract, address: string): string {
  const { schemas, prefixes } = schemasOf(contract);
  const operations = Object.values(contract.operations);
  return writeXmlDocument(
    xmlNode(
      'wsdl:definitions',
      {
        'xmlns:s': SCHEMA,
        'xmlns:soap12': 'http://schemas.xmlsoap.org/wsdl/soap12/',
        'xmlns:http': 'http://schemas.xmlsoap.org/wsdl/http/',
        'xmlns:mime': 'http://schemas.xmlsoap.org/wsdl/mime/',
        'xmlns:tns': contract.namespace,
        ...declarationsOf(prefixes),
        'xmlns:soap': 'http://schemas.xmlsoap.org/wsdl/soap/',
        'xmlns:tm': 'http://microsoft.com/wsdl/mime/textMatching/',
        'xmlns:soapenc': 'http://schemas.xmlsoap.org/soap/encoding/',
        targetNamespace: contract.namespace,
        'xmlns:wsdl': WSDL,
      },
      [
        documentation(contract.doc),
        xmlNode('wsdl:types', {}, schemas),
        ...operations.flatMap(messagesOf),
        xmlNode('wsdl:portType', { name: bindingName(contract, '1.1') }, operations.map(portOperation)),
        binding(contract, '1.1'),
        binding(contract, '1.2'),
        xmlNode('wsdl:service', { name: contract.name }, [
          documentation(contract.doc),
          port(contract, '1.1', address),
          port(contract, '1.2', address),
        ]),
      ],
    ),
  );
}

/**
 * One of the description's schemas by itself, or undefined when there is none of that id: `schema1` is the contract's own, and it finds the others
 * at the same address.
 */
export function writeSchema(contract: AsmxContract, id: string, address: string): string | undefined {
  const { schemas, prefixes } = schemasOf(contract);
  const schema = schemas[Number(/^schema([1-9][0-9]?)$/.exec(id)?.[1]) - 1];
  if (schema === undefined) return undefined;
  const namespaces = [contract.namespace, ...prefixes.map(([, namespace]) => namespace)];
  const locate = (node: XmlNode): XmlNode => {
    if (node.name !== 's:import') return node;
    const namespace = node.attributes[0]?.[1] ?? '';
    const schemaLocation = `${address}?schema=schema${namespaces.indexOf(namespace) + 1}`;
    return xmlNode('s:import', { schemaLocation, namespace });
  };
  const content = typeof schema.content === 'string' ? schema.content : schema.content.map(locate);
  const declared = { 'xmlns:s': SCHEMA, 'xmlns:tns': contract.namespace, ...declarationsOf(prefixes) };
  return writeXmlDocument(xmlNode('s:schema', { ...declared, ...Object.fromEntries(schema.attributes) }, content));
}

function declarationsOf(prefixes: ContractSchemas['prefixes']): Readonly<Record<string, string>> {
  return Object.fromEntries(prefixes.map(([prefix, namespace]) => [`xmlns:${prefix}`, namespace]));
}

/** .NET declares the prefix once more on each. */
function documentation(doc: string): XmlNode {
  return xmlNode('wsdl:documentation', { 'xmlns:wsdl': WSDL }, doc);
}

function messagesOf(operation: AsmxOperation): XmlNode[] {
  const { name, request, response } = operation;
  const message = (suffix: string, part: string, element: string) =>
    xmlNode('wsdl:message', { name: name + suffix }, [xmlNode('wsdl:part', { name: part, element: `tns:${element}` })]);
  const headers = new Set([operation.inputHeader, operation.outputHeader].map((header) => header?.name));
  return [
    message('SoapIn', 'parameters', request.name),
    message('SoapOut', 'parameters', response.name),
    ...[...headers].flatMap((header) => (header === undefined ? [] : [message(header, header, header)])),
  ];
}

function portOperation({ name, doc }: AsmxOperation): XmlNode {
  return xmlNode('wsdl:operation', { name }, [
    documentation(doc),
    xmlNode('wsdl:input', { message: `tns:${name}SoapIn` }),
    xmlNode('wsdl:output', { message: `tns:${name}SoapOut` }),
  ]);
}

function binding(contract: AsmxContract, version: SoapVersion): XmlNode {
  const prefix = PREFIXES[version];
  const type = `tns:${bindingName(contract, '1.1')}`;
  return xmlNode('wsdl:binding', { name: bindingName(contract, version), type }, [
    xmlNode(`${prefix}:binding`, { transport: 'http://schemas.xmlsoap.org/soap/http' }),
    ...Object.values(contract.operations).map((operation) => boundOperation(operation, prefix)),
  ]);
}

function boundOperation({ name, soapAction, inputHeader, outputHeader }: AsmxOperation, prefix: string): XmlNode {
  const direction = (tag: string, header: HeaderShape) =>
    xmlNode(tag, {}, [
      xmlNode(`${prefix}:body`, { use: 'literal' }),
      ...(header === undefined
        ? []
        : [xmlNode(`${prefix}:header`, { message: `tns:${name}${header.name}`, part: header.name, use: 'literal' })]),
    ]);
  return xmlNode('wsdl:operation', { name }, [
    xmlNode(`${prefix}:operation`, { soapAction, style: 'document' }),
    direction('wsdl:input', inputHeader),
    direction('wsdl:output', outputHeader),
  ]);
}

function port(contract: AsmxContract, version: SoapVersion, address: string): XmlNode {
  const name = bindingName(contract, version);
  return xmlNode('wsdl:port', { name, binding: `tns:${name}` }, [
    xmlNode(`${PREFIXES[version]}:address`, { location: address }),
  ]);
}
