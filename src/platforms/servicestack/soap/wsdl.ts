/**
 * The description of a SOAP endpoint (WSDL 1.1): one document with its schemas in it, document/literal, one binding for the version asked.
 *
 * Operations that answer with bare text have no response type to describe, and the framework leaves them out as well.
 */
import type { SoapVersion } from '../../../formats/soap-names.ts';
import { writeXmlDocument, type XmlNode, xmlNode } from '../../../formats/xml-document.ts';
import type { Host } from '../host.ts';
import { schemasOf } from './schema.ts';

const BINDINGS: Readonly<Record<SoapVersion, { readonly namespace: string; readonly path: string }>> = {
  '1.1': { namespace: 'http://schemas.xmlsoap.org/wsdl/soap/', path: '/soap11' },
  '1.2': { namespace: 'http://schemas.xmlsoap.org/wsdl/soap12/', path: '/soap12' },
};

/** The address in it is the site's own: a caller's word for it is no address to send passwords to. */
export function writeWsdl({ contract, prefix, url }: Host, version: SoapVersion): string {
  const { namespace: soap, path } = BINDINGS[version];
  const { namespace } = contract;
  const service = contract.name.replaceAll(/\W/g, '');
  const port = `I${service}`;
  const binding = `${version === '1.1' ? 'BasicHttpBinding' : 'WSHttpBinding'}_${port}`;
  const described = Object.values(contract.operations).flatMap(({ name, request, response }) =>
    response === 'string' || request.namespace !== namespace || response.namespace !== namespace
      ? []
      : [{ name, request, response }],
  );
  const messages = described.flatMap(({ name, request, response }) => [
    message(`${name}In`, request.name),
    message(`${name}Out`, response.name),
  ]);
  const portOperations = described.map(({ name }) =>
    xmlNode('wsdl:operation', { name }, [
      xmlNode('wsdl:input', { message: `svc:${name}In` }),
      xmlNode('wsdl:output', { message: `svc:${name}Out` }),
    ]),
  );
  const body = [xmlNode('soap:body', { use: 'literal' })];
  const boundOperations = described.map(({ name }) =>
    xmlNode('wsdl:operation', { name }, [
      xmlNode('soap:operation', { soapAction: `${namespace}/${name}`, style: 'document' }),
      xmlNode('wsdl:input', {}, body),
      xmlNode('wsdl:output', {}, body),
    ]),
  );
  const transport = xmlNode('soap:binding', { transport: 'http://schemas.xmlsoap.org/soap/http' });
  return writeXmlDocument(
    xmlNode(
      'wsdl:definitions',
      {
        'xmlns:wsdl': 'http://schemas.xmlsoap.org/wsdl/',
        'xmlns:soap': soap,
        'xmlns:svc': namespace,
        name: service,
        targetNamespace: namespace,
      },
      [
        xmlNode('wsdl:types', {}, schemasOf(described.flatMap(({ request, response }) => [request, response]))),
        ...messages,
        xmlNode('wsdl:portType', { name: port }, portOperations),
        xmlNode('wsdl:binding', { name: binding, type: `svc:${port}` }, [transport, ...boundOperations]),
        xmlNode('wsdl:service', { name: service }, [
          xmlNode('wsdl:port', { name: binding, binding: `svc:${binding}` }, [
            xmlNode('soap:address', { location: `${url}${prefix}${path}` }),
          ]),
        ]),
      ],
    ),
  );
}

function message(name: string, element: string): XmlNode {
  return xmlNode('wsdl:message', { name }, [xmlNode('wsdl:part', { name: 'par', element: `svc:${element}` })]);
}
