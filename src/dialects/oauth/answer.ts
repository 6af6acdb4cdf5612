import { type Refusal, say } from '../../core/refusal.ts';
import type { HttpReply } from '../../http/exchange.ts';
import { type OauthWord, vocabulary } from './vocabulary.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Answers with JSON that nobody may keep (RFC 6749 section 5.1). Members that are undefined are left out. */
export function answerJson(reply: HttpReply, status: number, body: Readonly<Record<string, unknown>>): HttpReply {
  return withoutKeeping(reply.code(status)).header('content-type', JSON_TYPE).send(JSON.stringify(body));
}

/** Nothing of the answer may be kept, by anyone on its way. */
export function withoutKeeping(reply: HttpReply): HttpReply {
  return reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
}

/** Says a refusal in the words of RFC 6749 section 5.2. A status of the transport takes the place of the word's own. */
export function answerRefusal(reply: HttpReply, refusal: Refusal, status?: number): HttpReply {
  const word: OauthWord = say(vocabulary, refusal, undefined);
  const { error, description, headers } = word;
  return answerJson(reply.headers(headers), status ?? word.status, { error, error_description: description });
}

/** A fault of the server, telling nothing of its cause. RFC 6749 section 4.1.2.1 has the word, for another endpoint. */
export function answerFault(reply: HttpReply): HttpReply {
  const description = 'The server could not answer.';
  return answerJson(reply, 500, { error: 'server_error', error_description: description });
}
