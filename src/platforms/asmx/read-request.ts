/**
 * From a POST to a call, or to what is said instead: routing, content types, charsets and reading, in the order of the .NET Framework's
 * published source, because the order decides which of several faults a client sees.
 */
import { readSoapEnvelope } from '../../formats/soap-envelope.ts';
import { type SoapVersion, soapVersionOf } from '../../formats/soap-names.ts';
import { decodeText } from '../../formats/text-encoding.ts';
import { placeAfter } from '../../formats/xml-place.ts';
import { readXml, type XmlElement } from '../../formats/xml-read.ts';
import type { XmlValueFault } from '../../formats/xml-value.ts';
import type { BoundContract, BoundOperation } from './bind.ts';
import { type ContentType, isSoapType, readContentType, SOAP_11_TYPE, SOAP_12_TYPE } from './content-type.ts';
import { type AsmxFault, faults, MISSING_BODY, MISSING_ENVELOPE } from './fault.ts';
import { routeByElement, routeByHeaders } from './route.ts';
import { xmlSentence } from './xml-sentence.ts';

/** What of an HTTP request decides. */
export interface Posted {
  readonly soapAction: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
}

export type RequestReading<Context> =
  | {
      readonly kind: 'call';
      readonly version: SoapVersion;
      readonly operation: BoundOperation<Context>;
      readonly parameters: unknown;
      readonly header: unknown;
      /** A header that the sender insists on and the operation doesn't have; undefined when all are understood. */
      readonly notUnderstood: string | undefined;
    }
  | { readonly kind: 'fault'; readonly version: SoapVersion; readonly fault: AsmxFault }
  /** An answer without a body: malformed XML (400), a media type that carries no SOAP (415). */
  | { readonly kind: 'empty'; readonly version: SoapVersion; readonly status: 400 | 415 };

/** The version that a request has by its headers alone; its envelope has the last word once it has been read. */
export function guessVersion(soapAction: string | undefined, type: ContentType): SoapVersion {
  return soapAction === undefined || type.base === SOAP_12_TYPE ? '1.2' : '1.1';
}

/**
 * Reads one POST. The operation is found before the media type is looked at, and the media type before the XML, except where only the body
 * tells the operation.
 */
export function readRequest<Context>(contract: BoundContract<Context>, posted: Posted): RequestReading<Context> {
  const type = readContentType(posted.contentType);
  const guessed = guessVersion(posted.soapAction, type);

  const routed = routeByHeaders(contract, guessed, posted.soapAction, type);
  if (routed.kind === 'fault') return { kind: 'fault', version: guessed, fault: routed.fault };
  if (routed.kind === 'found' && !isSoapType(type)) return { kind: 'empty', version: guessed, status: 415 };

  const document = readDocument(posted.body, type.charset);
  if (!document.ok) {
    return routed.kind === 'found'
      ? { kind: 'empty', version: guessed, status: 400 }
      : { kind: 'fault', version: guessed, fault: faults.unroutable(document.sentence) };
  }
  const { root, text } = document;

  let operation: BoundOperation<Context>;
  if (routed.kind === 'found') {
    operation = routed.operation;
  } else {
    const found = routeByElement(contract, root, routed.action);
    if (found.kind === 'fault') return faultAfterRoot(root, found.fault);
    if (!isSoapType(type)) return { kind: 'empty', version: guessed, status: 415 };
    operation = found.operation;
  }
  return readCall(operation, root, text, type);
}

/** A version that nobody knows outranks every other fault, and is told in SOAP 1.1. */
function faultAfterRoot<Context>(root: XmlElement, fault: AsmxFault): RequestReading<Context> {
  const version = soapVersionOf(root.namespace);
  return version === undefined ? versionMismatch(root) : { kind: 'fault', version, fault };
}

function versionMismatch<Context>(root: XmlElement): RequestReading<Context> {
  return { kind: 'fault', version: '1.1', fault: faults.versionMismatch(root.namespace) };
}

function readCall<Context>(
  operation: BoundOperation<Context>,
  root: XmlElement,
  text: string,
  type: ContentType,
): RequestReading<Context> {
  const version = soapVersionOf(root.namespace);
  if (version === undefined) return versionMismatch(root);
  if (version === '1.1' && type.base !== SOAP_11_TYPE) return { kind: 'empty', version, status: 415 };

  const reading = readSoapEnvelope(root);
  if (!reading.ok) {
    const cause = reading.fault.kind === 'no-body' ? MISSING_BODY : MISSING_ENVELOPE;
    return { kind: 'fault', version, fault: faults.unreadable(cause) };
  }
  const { headers, contents } = reading.envelope;

  let header: unknown = null;
  let notUnderstood: string | undefined;
  let isHeaderRead = false;
  for (const { element, mustUnderstand } of headers) {
    const { inputHeader, readHeader } = operation;
    if (readHeader === undefined || element.name !== inputHeader?.name || element.namespace !== inputHeader.namespace) {
      if (mustUnderstand) notUnderstood ??= element.name;
      continue;
    }
    if (isHeaderRead) continue;
    const value = readHeader(element);
    if (!value.ok) return valueFault(version, text, value.fault);
    header = value.value;
    isHeaderRead = true;
  }

  const parameters = operation.readParameters(wrapperOf(operation, contents));
  if (!parameters.ok) return valueFault(version, text, parameters.fault);
  return { kind: 'call', version, operation, parameters: parameters.value, header, notUnderstood };
}

/** The element of the body that the operation reads, wherever it stands; the operation may have been found by its action, over any body. */
function wrapperOf<Context>(
  operation: BoundOperation<Context>,
  contents: readonly XmlElement[],
): XmlElement | undefined {
  for (const element of contents) {
    if (element.name === operation.name && element.namespace === operation.namespace) return element;
  }
  return undefined;
}

/** .NET reports an element where text was due as an XmlException, and that makes it a malformed request. */
function valueFault<Context>(version: SoapVersion, text: string, fault: XmlValueFault): RequestReading<Context> {
  if (fault.kind === 'structure') return { kind: 'empty', version, status: 400 };
  const { line, column } = placeAfter(text, fault.element);
  const cause = `There is an error in XML document (${line}, ${column}). ---> ${fault.message}`;
  return { kind: 'fault', version, fault: faults.unreadable(cause) };
}

type DocumentReading =
  | { readonly ok: true; readonly root: XmlElement; readonly text: string }
  | { readonly ok: false; readonly sentence: string };

function readDocument(body: Uint8Array, charset: string | undefined): DocumentReading {
  const decoding = decodeText(body, charset);
  if (!decoding.ok) return { ok: false, sentence: 'Invalid character in the given encoding.' };
  const { text } = decoding;
  const reading = readXml(text);
  return reading.ok
    ? { ok: true, root: reading.root, text }
    : { ok: false, sentence: xmlSentence(text, reading.fault) };
}
