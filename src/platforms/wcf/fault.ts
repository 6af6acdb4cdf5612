import { quoted } from '../../formats/xml-value.ts';
import { xmlText } from '../../formats/xml-write.ts';
import { inEnvelope } from './envelope.ts';

/** The namespace of WS-Addressing for bindings without it: of fault codes that say what is wrong with a message itself, and of headers that stay within WCF. */
export const ADDRESSING_NONE = 'http://schemas.microsoft.com/ws/2005/05/addressing/none';
/** The namespace of fault codes of WCF's dispatcher. */
const DISPATCHER = 'http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher';

/** A whole fault message. `detail` is written XML, empty for none. A code without a namespace is one of SOAP 1.1's own. */
export function writeFault(code: string, codeNamespace: string | undefined, reason: string, detail = ''): string {
  const faultcode =
    codeNamespace === undefined
      ? `<faultcode>s:${code}</faultcode>`
      : `<faultcode xmlns:a="${codeNamespace}">a:${code}</faultcode>`;
  const faultstring = `<faultstring xml:lang="en-US">${xmlText(reason)}</faultstring>`;
  const written = detail === '' ? '' : `<detail>${detail}</detail>`;
  return inEnvelope(`<s:Fault>${faultcode}${faultstring}${written}</s:Fault>`);
}

/** No operation has this action. WCF doesn't look at the body to find one. */
export function actionNotSupported(action: string): string {
  return writeFault(
    'ActionNotSupported',
    ADDRESSING_NONE,
    `The message with Action '${action}' cannot be processed at the receiver, due to a ContractFilter mismatch at the ` +
      'EndpointDispatcher. This may be because of either a contract mismatch (mismatched Actions between sender and receiver) or a ' +
      'binding/security mismatch between the sender and the receiver.  Check that sender and receiver have the same contract and the ' +
      'same binding (including security requirements, e.g. Message, Transport, None).',
  );
}

/** The sender insists on a header block that the service doesn't know (SOAP 1.1 section 4.2.3). */
export function mustUnderstand(name: string, namespace: string): string {
  return writeFault(
    'MustUnderstand',
    undefined,
    `The header '${quoted(name)}' from the namespace '${quoted(namespace)}' was not understood by the recipient of this message, ` +
      'causing the message to not be processed.  This error typically indicates that the sender of this message has enabled a ' +
      "communication protocol that the receiver cannot process.  Please ensure that the configuration of the client's binding is " +
      "consistent with the service's binding.",
  );
}

/** The message can't be turned into the operation's parameters. `what` is the formatter's sentence. */
export function deserializationFailed(what: string): string {
  return writeFault(
    'DeserializationFailed',
    DISPATCHER,
    `The formatter threw an exception while trying to deserialize the message: ${what}`,
  );
}

/** Something went wrong that the client has no part in. Nothing of the cause is told. */
export const internalServiceFault = writeFault(
  'InternalServiceFault',
  DISPATCHER,
  'The server was unable to process the request due to an internal error.  For more information about the error, either turn on ' +
    'IncludeExceptionDetailInFaults (either from ServiceBehaviorAttribute or from the <serviceDebug> configuration behavior) on the ' +
    'server in order to send the exception information back to the client, or turn on tracing as per the Microsoft .NET Framework SDK ' +
    'documentation and inspect the server trace logs.',
);
