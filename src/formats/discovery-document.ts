import { writeXmlDocument, type XmlNode, xmlNode } from './xml-document.ts';

/**
 * The discovery document of a .NET web service that can be reached at `address`: where its description and its page are.
 * @param bindings what follows, for a framework that names them
 */
export function writeDiscovery(address: string, bindings: readonly XmlNode[] = []): string {
  const reference = xmlNode('contractRef', {
    ref: `${address}?wsdl`,
    docRef: address,
    xmlns: 'http://schemas.xmlsoap.org/disco/scl/',
  });
  return writeXmlDocument(
    xmlNode(
      'discovery',
      {
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
        xmlns: 'http://schemas.xmlsoap.org/disco/',
      },
      [reference, ...bindings],
    ),
  );
}
