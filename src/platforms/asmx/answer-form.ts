import { mediaTypeOf } from '../../formats/content-type.ts';
import { readForm } from '../../formats/form.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import { answerPost } from './answer-post.ts';
import type { BoundContract } from './bind.ts';
import { SOAP_11_TYPE } from './content-type.ts';
import type { AsmxContract } from './contract.ts';
import { isFromLocalMachine, isFromOwnPage } from './local-machine.ts';
import { sendLine } from './send.ts';
import { hasTestForm, requestOfForm } from './test-form.ts';

/**
 * Answers a request for a path behind the file, of which `name` is what follows the slash. Only the test form of an operation has one, and only
 * for somebody at this machine; from anywhere else such a path is no request, as in ASP.NET without a binding for plain POST.
 */
export async function answerBehindFile(
  contract: AsmxContract,
  bound: BoundContract<HttpRequest>,
  name: string,
  request: HttpRequest,
  reply: HttpReply,
): Promise<HttpReply> {
  const operation = Object.hasOwn(contract.operations, name) ? contract.operations[name] : undefined;
  const isForm = mediaTypeOf(request.headers['content-type']) === 'application/x-www-form-urlencoded';
  if (operation === undefined || !hasTestForm(operation) || !isForm || !isFromLocalMachine(request)) {
    return sendLine(reply, 500, `Request format is unrecognized for URL unexpectedly ending in '/${name}'.`);
  }
  // A page of a stranger, open in the browser of whoever works at this machine, must not log on for them.
  if (!isFromOwnPage(request)) return sendLine(reply, 403, 'The form was sent by the page of another site.');
  const reading = readForm((request.body as Uint8Array | undefined) ?? new Uint8Array());
  if (!reading.ok) return sendLine(reply, 400, 'The form could not be read.');
  const body = Buffer.from(requestOfForm(operation, reading.form));
  return answerPost(bound, { soapAction: undefined, contentType: SOAP_11_TYPE, body }, request, reply);
}
