/**
 * SOAP as the framework writes it: an envelope without a header around what the format XML would have, two levels further in.
 */
import { dataContractWriter, textStyle } from '../../../formats/data-contract-write.ts';
import type { RecordShape } from '../../../formats/shape.ts';
import { type SoapVersion, soapNamespaces } from '../../../formats/soap-names.ts';
import { xmlDeclaration, xmlText } from '../../../formats/xml-write.ts';
import type { WriteBody } from '../formats.ts';

/** The Content-Type of each version. */
export const SOAP_TYPES: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'text/xml; charset=utf-8',
  '1.2': 'application/soap+xml; charset=utf-8',
};

/** Builds the writer of a message with one record in its body. */
export function soapWriter(shape: RecordShape, version: SoapVersion): WriteBody {
  const write = dataContractWriter(shape, textStyle, { surroundingDepth: 2 }) as WriteBody;
  return (value) => inEnvelope(version, write(value));
}

/** Bare text, as DataContractSerializer has it. */
export function soapText(version: SoapVersion, text: string): string {
  const content = xmlText(text);
  return inEnvelope(version, `<string xmlns="http://schemas.microsoft.com/2003/10/Serialization/">${content}</string>`);
}

/** @param whose the client's fault, or ours */
export function soapFault(version: SoapVersion, whose: 'client' | 'server' | 'version', message: string): string {
  const text = xmlText(message);
  if (version === '1.1') {
    const code = { client: 's:Client', server: 's:Server', version: 's:VersionMismatch' }[whose];
    const fault = `<faultcode>${code}</faultcode><faultstring xml:lang="en-US">${text}</faultstring>`;
    return inEnvelope(version, `<s:Fault>${fault}</s:Fault>`);
  }
  const code = { client: 's:Sender', server: 's:Receiver', version: 's:VersionMismatch' }[whose];
  return inEnvelope(
    version,
    `<s:Fault><s:Code><s:Value>${code}</s:Value></s:Code><s:Reason><s:Text xml:lang="en-US">${text}</s:Text></s:Reason></s:Fault>`,
  );
}

function inEnvelope(version: SoapVersion, body: string): string {
  return `${xmlDeclaration}<s:Envelope xmlns:s="${soapNamespaces[version]}"><s:Body>${body}</s:Body></s:Envelope>`;
}
