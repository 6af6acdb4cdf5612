/**
 * A contract as WSDL 1.1, in the words and the order of WCF's exporter: toolkits build their proxies from it.
 *
 * Two layouts. Split, the document imports a schema for each namespace by its absolute address, since several toolkits resolve a relative one wrongly;
 * no document imports one that imports it. Single, the schemas stand in the document, those first that others build upon.
 */
import { writeXmlDocument, type XmlNode, xmlNode } from '../../formats/xml-document.ts';
import type { Operation } from '../contract.ts';
import { bindingName } from './binding-name.ts';
import { actionOf, faultActionOf, replyActionOf, type WcfContract } from './contract.ts';
import { createPrefixes, NOTHING_DECLARED, type PrefixSource } from './prefixes.ts';
import { schemaElement, schemasOf } from './schema.ts';

/** WCF declares these on every description. Only `xmlns:soap12` is left out: it makes one toolkit speak SOAP 1.2, which this binding refuses. */
const DECLARATIONS = {
  'xmlns:wsap': 'http://schemas.xmlsoap.org/ws/2004/08/addressing/policy',
  'xmlns:wsa10': 'http://www.w3.org/2005/08/addressing',
  'xmlns:tns': '',
  'xmlns:msc': 'http://schemas.microsoft.com/ws/2005/12/wsdl/contract',
  'xmlns:soapenc': 'http://schemas.xmlsoap.org/soap/encoding/',
  'xmlns:wsx': 'http://schemas.xmlsoap.org/ws/2004/09/mex',
  'xmlns:wsp': 'http://schemas.xmlsoap.org/ws/2004/09/policy',
  'xmlns:wsam': 'http://www.w3.org/2007/05/addressing/metadata',
  'xmlns:wsa': 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  'xmlns:wsaw': 'http://www.w3.org/2006/05/addressing/wsdl',
  'xmlns:soap': 'http://schemas.xmlsoap.org/wsdl/soap/',
  'xmlns:wsu': 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
  'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
};

/** The description with its schemas elsewhere. `address` is where the service can be reached. */
export function writeWsdl(contract: WcfContract, address: string): string {
  const prefixes = createPrefixes();
  const imports = schemaDocuments(contract, address).map(({ namespace, location }) =>
    xmlNode('xsd:import', { schemaLocation: location, namespace }),
  );
  const types = xmlNode('xsd:schema', { targetNamespace: importsNamespace(contract) }, imports);
  return writeXmlDocument(definitions(contract, address, [types], prefixes));
}

/** The description in one document. */
export function writeSingleWsdl(contract: WcfContract, address: string): string {
  const prefixes = createPrefixes();
  const schemas = schemasOf(contract).map((schema) => schemaElement(schema, undefined, prefixes));
  return writeXmlDocument(definitions(contract, address, schemas, prefixes));
}

/** The schema document of a number, or undefined when there is none. The wrappers have number 0, the others follow in the order of the single layout. */
export function writeSchema(contract: WcfContract, address: string, number: number): string | undefined {
  const documents = schemaDocuments(contract, address);
  const schema = documents[number]?.schema;
  if (schema === undefined) return undefined;
  const location = (namespace: string) => {
    const found = documents.find((document) => document.namespace === namespace);
    if (found === undefined) throw new Error(`No schema has the namespace ${namespace}.`);
    return found.location;
  };
  return writeXmlDocument(schemaElement(schema, location));
}

function schemaDocuments(contract: WcfContract, address: string) {
  const schemas = schemasOf(contract);
  return [...schemas.slice(-1), ...schemas.slice(0, -1)].map((schema, number) => ({
    schema,
    namespace: schema.namespace,
    location: `${address}?xsd=xsd${number}`,
  }));
}

function importsNamespace({ namespace }: WcfContract): string {
  return `${namespace}${namespace.endsWith('/') ? '' : '/'}Imports`;
}

function definitions(
  contract: WcfContract,
  address: string,
  schemas: readonly XmlNode[],
  prefixes: PrefixSource,
): XmlNode {
  const { name, namespace } = contract;
  const operations = Object.values(contract.operations);
  const isSecure = address.startsWith('https:');
  return xmlNode(
    'wsdl:definitions',
    {
      ...DECLARATIONS,
      'xmlns:tns': namespace,
      name,
      targetNamespace: namespace,
      'xmlns:wsdl': 'http://schemas.xmlsoap.org/wsdl/',
    },
    [
      // Over plain HTTP a policy of transport security would be untrue, and one toolkit can't link a proxy with it.
      ...(isSecure ? [transportPolicy(contract)] : []),
      xmlNode('wsdl:types', {}, schemas),
      ...operations.flatMap((operation) => messages(contract, operation, prefixes)),
      xmlNode(
        'wsdl:portType',
        { name: contract.portType },
        operations.map((operation) => portOperation(contract, operation)),
      ),
      xmlNode('wsdl:binding', { name: bindingName(contract), type: `tns:${contract.portType}` }, [
        ...(isSecure ? [xmlNode('wsp:PolicyReference', { URI: `#${bindingName(contract)}_policy` })] : []),
        xmlNode('soap:binding', { transport: 'http://schemas.xmlsoap.org/soap/http' }),
        ...operations.map((operation) => boundOperation(contract, operation)),
      ]),
      xmlNode('wsdl:service', { name }, [
        xmlNode('wsdl:port', { name: bindingName(contract), binding: `tns:${bindingName(contract)}` }, [
          xmlNode('soap:address', { location: address }),
        ]),
      ]),
    ],
  );
}

function faultName({ faultDetail }: WcfContract): string {
  return `${faultDetail.name}Fault`;
}

function messageNames(contract: WcfContract, operation: Operation) {
  const start = `${contract.portType}_${operation.name}`;
  return {
    input: `${start}_InputMessage`,
    output: `${start}_OutputMessage`,
    fault: `${start}_${faultName(contract)}_FaultMessage`,
  };
}

function messages(contract: WcfContract, operation: Operation, prefixes: PrefixSource): readonly XmlNode[] {
  const names = messageNames(contract, operation);
  const { faultDetail } = contract;
  const detail = prefixes.qualify(faultDetail.name, faultDetail.namespace, NOTHING_DECLARED);
  const message = (name: string, part: XmlNode) => xmlNode('wsdl:message', { name }, [part]);
  const parameters = (element: string) => xmlNode('wsdl:part', { name: 'parameters', element: `tns:${element}` });
  return [
    message(names.input, parameters(operation.name)),
    message(names.output, parameters(`${operation.name}Response`)),
    message(names.fault, xmlNode('wsdl:part', { ...detail.declaration, name: 'detail', element: detail.text })),
  ];
}

/** Without `wsaw:Action` one toolkit sends `*` for every action. */
function portOperation(contract: WcfContract, operation: Operation): XmlNode {
  const names = messageNames(contract, operation);
  return xmlNode('wsdl:operation', { name: operation.name }, [
    xmlNode('wsdl:input', { 'wsaw:Action': actionOf(contract, operation), message: `tns:${names.input}` }),
    xmlNode('wsdl:output', { 'wsaw:Action': replyActionOf(contract, operation), message: `tns:${names.output}` }),
    xmlNode('wsdl:fault', {
      'wsaw:Action': faultActionOf(contract, operation),
      name: faultName(contract),
      message: `tns:${names.fault}`,
    }),
  ]);
}

function boundOperation(contract: WcfContract, operation: Operation): XmlNode {
  const body = [xmlNode('soap:body', { use: 'literal' })];
  const fault = xmlNode('soap:fault', { use: 'literal', name: faultName(contract), namespace: '' });
  return xmlNode('wsdl:operation', { name: operation.name }, [
    xmlNode('soap:operation', { soapAction: actionOf(contract, operation), style: 'document' }),
    xmlNode('wsdl:input', {}, body),
    xmlNode('wsdl:output', {}, body),
    xmlNode('wsdl:fault', { name: faultName(contract) }, [fault]),
  ]);
}

/** What WCF says of a binding whose transport is HTTPS. */
function transportPolicy(contract: WcfContract): XmlNode {
  const policy = (content: readonly XmlNode[]) => xmlNode('wsp:Policy', {}, content);
  const security = xmlNode(
    'sp:TransportBinding',
    { 'xmlns:sp': 'http://schemas.xmlsoap.org/ws/2005/07/securitypolicy' },
    [
      policy([
        xmlNode('sp:TransportToken', {}, [policy([xmlNode('sp:HttpsToken', { RequireClientCertificate: 'false' })])]),
        xmlNode('sp:AlgorithmSuite', {}, [policy([xmlNode('sp:Basic256')])]),
        xmlNode('sp:Layout', {}, [policy([xmlNode('sp:Strict')])]),
      ]),
    ],
  );
  return xmlNode('wsp:Policy', { 'wsu:Id': `${bindingName(contract)}_policy` }, [
    xmlNode('wsp:ExactlyOne', {}, [xmlNode('wsp:All', {}, [security])]),
  ]);
}
