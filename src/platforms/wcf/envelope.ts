import { soapNamespaces } from '../../formats/soap-names.ts';

const OPEN = `<s:Envelope xmlns:s="${soapNamespaces['1.1']}"><s:Body>`;
const CLOSE = '</s:Body></s:Envelope>';

/** A message around written XML, as WCF's text encoder writes it: the prefix `s`, no header, no XML declaration, no white space. */
export function inEnvelope(body: string): string {
  return OPEN + body + CLOSE;
}
