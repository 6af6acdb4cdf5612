/**
 * SOAP faults as ASMX writes them, and the sentences of those that the platform itself says.
 *
 * A fault is named in SOAP 1.1's words; SOAP 1.2 calls Client Sender and Server Receiver.
 */
import type { SoapVersion } from '../../formats/soap-names.ts';
import { xmlText } from '../../formats/xml-write.ts';
import { envelope } from './envelope.ts';

export type FaultCode = 'Client' | 'Server' | 'MustUnderstand' | 'VersionMismatch';

export interface AsmxFault {
  readonly kind: 'fault';
  readonly code: FaultCode;
  readonly text: string;
  /** The language of the text, which SOAP 1.2 tells; without a word, `en`. */
  readonly language?: string;
  /** The URL of the service that failed: `faultactor` in SOAP 1.1, `Node` in SOAP 1.2. */
  readonly actor?: string;
  /** Unqualified elements, in order; empty for an empty detail. Undefined for a fault about a header, which has no detail. */
  readonly detail: readonly (readonly [name: string, text: string])[] | undefined;
  /** Where the status isn't 500: the client has asked too often and may come back after this many seconds. */
  readonly retryAfterSeconds?: number;
}

const CODES: Readonly<Record<SoapVersion, Readonly<Record<FaultCode, string>>>> = {
  '1.1': {
    Client: 'soap:Client',
    Server: 'soap:Server',
    MustUnderstand: 'soap:MustUnderstand',
    VersionMismatch: 'soap:VersionMismatch',
  },
  '1.2': {
    Client: 'soap:Sender',
    Server: 'soap:Receiver',
    MustUnderstand: 'soap:MustUnderstand',
    VersionMismatch: 'soap:VersionMismatch',
  },
};

/** The whole document of a fault. */
export function writeFault(version: SoapVersion, fault: AsmxFault): string {
  const header = fault.code === 'VersionMismatch' ? UPGRADE : '';
  return envelope(version, header, version === '1.1' ? fault11(fault) : fault12(fault));
}

function fault11(fault: AsmxFault): string {
  const actor = fault.actor === undefined ? '' : `<faultactor>${xmlText(fault.actor)}</faultactor>`;
  const detail = detailOf(fault, 'detail');
  return `<soap:Fault><faultcode>${CODES['1.1'][fault.code]}</faultcode><faultstring>${xmlText(fault.text)}</faultstring>${actor}${detail}</soap:Fault>`;
}

function fault12(fault: AsmxFault): string {
  const node = fault.actor === undefined ? '' : `<soap:Node>${xmlText(fault.actor)}</soap:Node>`;
  const detail = detailOf(fault, 'soap:Detail');
  return `<soap:Fault><soap:Code><soap:Value>${CODES['1.2'][fault.code]}</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="${xmlText(fault.language ?? 'en')}">${xmlText(fault.text)}</soap:Text></soap:Reason>${node}${detail}</soap:Fault>`;
}

function detailOf({ detail }: AsmxFault, name: string): string {
  if (detail === undefined) return '';
  if (detail.length === 0) return `<${name} />`;
  return `<${name}>${detail.map(([item, text]) => `<${item}>${xmlText(text)}</${item}>`).join('')}</${name}>`;
}

/** Tells a client of an unknown version of SOAP which ones there are (SOAP 1.2 part 1 section 5.4.7). */
const UPGRADE =
  '<soap12:Upgrade xmlns:soap12="http://www.w3.org/2003/05/soap-envelope">' +
  '<soap12:SupportedEnvelope qname="soap:Envelope" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" />' +
  '<soap12:SupportedEnvelope qname="soap12:Envelope" xmlns:soap12="http://www.w3.org/2003/05/soap-envelope" />' +
  '</soap12:Upgrade>';

function fault(code: FaultCode, text: string): AsmxFault {
  return { kind: 'fault', code, text, detail: [] };
}

/** The platform's own faults, each in the sentence of the published source of the .NET Framework. */
export const faults = {
  soapActionUnknown: (value: string) =>
    fault('Client', `Server did not recognize the value of HTTP Header SOAPAction: ${value}.`),
  actionMissing: fault(
    'Client',
    'Unable to handle request without a valid action parameter. Please supply a valid soap action.',
  ),
  actionUnknown: (value: string) =>
    fault('Client', `Unable to handle request. The action '${value}' was not recognized.`),
  /** While the operation was still being looked for. */
  unroutable: (cause: string) => fault('Server', `Server was unable to process request. ---> ${cause}`),
  /** While the operation's parameters were being read. */
  unreadable: (cause: string) => fault('Client', `Server was unable to read request. ---> ${cause}`),
  versionMismatch: (namespace: string) =>
    fault(
      'VersionMismatch',
      `Possible SOAP version mismatch: Envelope namespace ${namespace} was unexpected. Expecting http://schemas.xmlsoap.org/soap/envelope/.`,
    ),
  notUnderstood: (name: string): AsmxFault => ({
    kind: 'fault',
    code: 'MustUnderstand',
    text: `SOAP header ${name} was not understood.`,
    detail: undefined,
  }),
  tooLarge: fault(
    'Server',
    'There was an exception running the extensions specified in the config file. ---> Maximum request length exceeded.',
  ),
  tooOften: (retryAfterSeconds: number): AsmxFault => ({ ...fault('Client', 'Too Many Requests'), retryAfterSeconds }),
  /** Anything that went wrong on our side; the cause stays in the log. */
  unexpected: fault('Server', 'Server was unable to process request.'),
} as const;

export const MISSING_ENVELOPE = 'Request format is invalid: Missing required soap:Envelope element.';
export const MISSING_BODY = 'Request format is invalid: Missing required soap:Body element.';
