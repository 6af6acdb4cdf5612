/**
 * Reading a SOAP envelope from a tree: which version, which header blocks, what is in the body.
 *
 * Names decide, never prefixes, so two prefixes for one namespace are fine. The Header may be absent or empty, encodingStyle and other
 * attributes are of no interest. Whether a header block is understood, and what the body asks, is for the platform to say.
 */
import { type SoapVersion, soapReceiverAttributes, soapReceivers, soapVersionOf } from './soap-names.ts';
import { attribute, child, type XmlElement } from './xml-read.ts';

export interface SoapHeaderBlock {
  readonly element: XmlElement;
  /** The sender insists that this server, and not some other receiver on the way, knows the block. */
  readonly mustUnderstand: boolean;
}

export interface SoapEnvelope {
  readonly version: SoapVersion;
  readonly headers: readonly SoapHeaderBlock[];
  /** The first element in the Body; undefined when the Body is empty. */
  readonly content: XmlElement | undefined;
  /** All elements in the Body. */
  readonly contents: readonly XmlElement[];
}

export type SoapEnvelopeFault =
  /** The root isn't called Envelope. */
  | { readonly kind: 'no-envelope'; readonly namespace: string; readonly name: string }
  /** The root is an Envelope, of neither SOAP 1.1 nor SOAP 1.2. */
  | { readonly kind: 'unknown-version'; readonly namespace: string }
  | { readonly kind: 'no-body'; readonly version: SoapVersion };

export type SoapEnvelopeReading =
  | { readonly ok: true; readonly envelope: SoapEnvelope }
  | { readonly ok: false; readonly fault: SoapEnvelopeFault };

const NO_HEADERS: readonly SoapHeaderBlock[] = [];

/** The envelope that `root` is, or the part that it lacks. */
export function readSoapEnvelope(root: XmlElement): SoapEnvelopeReading {
  if (root.name !== 'Envelope') {
    return { ok: false, fault: { kind: 'no-envelope', namespace: root.namespace, name: root.name } };
  }
  const version = soapVersionOf(root.namespace);
  if (version === undefined) return { ok: false, fault: { kind: 'unknown-version', namespace: root.namespace } };
  const body = child(root, root.namespace, 'Body');
  if (body === undefined) return { ok: false, fault: { kind: 'no-body', version } };

  const header = child(root, root.namespace, 'Header');
  const headers =
    header === undefined || header.children.length === 0
      ? NO_HEADERS
      : header.children.map((element) => ({
          element,
          mustUnderstand: mustUnderstand(element, root.namespace, version),
        }));
  return { ok: true, envelope: { version, headers, content: body.children[0], contents: body.children } };
}

/** SOAP 1.1 knows only "1", SOAP 1.2 also "true"; .NET takes both in both. */
function mustUnderstand(block: XmlElement, envelopeNamespace: string, version: SoapVersion): boolean {
  const value = attribute(block, envelopeNamespace, 'mustUnderstand')?.trim();
  if (value !== '1' && value !== 'true') return false;
  const receiver = attribute(block, envelopeNamespace, soapReceiverAttributes[version])?.trim();
  return receiver === undefined || receiver === '' || soapReceivers[version].includes(receiver);
}
