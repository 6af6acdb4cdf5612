import type { SoapVersion } from '../../formats/soap-names.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { BoundContract } from './bind.ts';
import { envelope } from './envelope.ts';
import { faults } from './fault.ts';
import { type Posted, readRequest } from './read-request.ts';
import { sendAnswer, sendEmpty, sendFault } from './send.ts';

/** Reads a SOAP request, asks the operation, and says what it answered. A fault that the operation throws is logged and not told. */
export async function answerPost(
  contract: BoundContract<HttpRequest>,
  posted: Posted,
  request: HttpRequest,
  reply: HttpReply,
): Promise<HttpReply> {
  const reading = readRequest(contract, posted);
  if (reading.kind === 'empty') return sendEmpty(reply, reading.version, reading.status);
  if (reading.kind === 'fault') return sendFault(reply, reading.version, reading.fault);

  const { version, operation, parameters, header, notUnderstood } = reading;
  try {
    const answer = await operation.answer({ parameters, header }, request);
    if (answer.kind === 'fault') return sendFault(reply, version, answer);
    // .NET runs the operation first and only then finds that a header was not understood.
    if (notUnderstood !== undefined) return sendFault(reply, version, faults.notUnderstood(notUnderstood));
    const blocks = answer.header === undefined ? '' : operation.writeHeader(answer.header);
    return sendAnswer(reply, version, envelope(version, blocks, operation.writeResponse(answer.response)));
  } catch (error) {
    return sendUnexpected(error, request, reply, version);
  }
}

/** What went wrong on our side; the cause stays in the log. */
export function sendUnexpected(
  error: unknown,
  request: HttpRequest,
  reply: HttpReply,
  version: SoapVersion,
): HttpReply {
  request.log.error({ err: error }, 'an operation failed');
  return sendFault(reply, version, faults.unexpected);
}
