import { readSoapEnvelope, type SoapEnvelope, type SoapHeaderBlock } from '../../formats/soap-envelope.ts';
import { decodeText } from '../../formats/text-encoding.ts';
import { readXml } from '../../formats/xml-read.ts';
import { readContentType } from './content-type.ts';
import { ADDRESSING_NONE } from './fault.ts';

/** What came over HTTP. */
export type Received =
  | { readonly ok: true; readonly envelope: SoapEnvelope }
  /** Answered below SOAP: a status, its reason phrase where it isn't the usual one, and no body. */
  | { readonly ok: false; readonly status: 400 | 415; readonly reason: string | undefined };

const PROTOCOL_ERROR: Received = { ok: false, status: 400, reason: undefined };

/**
 * Turns what came over HTTP into a SOAP 1.1 envelope. An absent body is a protocol error even without a content type, as in WCF. So is
 * everything that isn't an envelope: text that its encoding forbids, broken XML, a DOCTYPE, more than the limits allow, SOAP 1.2, and
 * a header that BasicHttpBinding keeps to itself.
 */
export function receiveMessage(contentType: string | undefined, body: Uint8Array | undefined): Received {
  if (body === undefined || body.length === 0) return PROTOCOL_ERROR;
  const type = readContentType(contentType);
  if (!type.ok) return { ok: false, status: 415, reason: type.reason };
  const decoded = decodeText(body, type.charset);
  if (!decoded.ok) return PROTOCOL_ERROR;
  const document = readXml(decoded.text);
  if (!document.ok) return PROTOCOL_ERROR;
  const reading = readSoapEnvelope(document.root);
  if (!reading.ok || reading.envelope.version !== '1.1') return PROTOCOL_ERROR;
  return reading.envelope.headers.some(isReserved) ? PROTOCOL_ERROR : { ok: true, envelope: reading.envelope };
}

function isReserved({ element: { name, namespace } }: SoapHeaderBlock): boolean {
  return namespace === ADDRESSING_NONE && (name === 'Action' || name === 'To');
}
