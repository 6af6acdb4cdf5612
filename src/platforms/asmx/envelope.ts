import { type SoapVersion, soapNamespaces } from '../../formats/soap-names.ts';
import { schemaInstance, xmlDeclaration } from '../../formats/xml-write.ts';

const HEADS: Readonly<Record<SoapVersion, string>> = { '1.1': head('1.1'), '1.2': head('1.2') };

function head(version: SoapVersion): string {
  return `${xmlDeclaration}<soap:Envelope xmlns:soap="${soapNamespaces[version]}" xmlns:xsi="${schemaInstance}" xmlns:xsd="http://www.w3.org/2001/XMLSchema">`;
}

/**
 * An envelope around written header blocks (none when empty) and a written body. The prefix is `soap` in both versions and nothing stands
 * between the elements: deployed clients read by literal prefix and by position.
 */
export function envelope(version: SoapVersion, header: string, body: string): string {
  const blocks = header === '' ? '' : `<soap:Header>${header}</soap:Header>`;
  return `${HEADS[version]}${blocks}<soap:Body>${body}</soap:Body></soap:Envelope>`;
}
