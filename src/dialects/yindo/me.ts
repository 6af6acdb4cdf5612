import type { FastifyRequest } from 'fastify';
import type { Refusal } from '../../core/refusal.ts';
import { bearerOf } from '../../platforms/webapi/bearer.ts';
import type { WebApiAnswer } from '../../platforms/webapi/serve-operations.ts';
import { DENIED, unavailable, type WebApiError } from '../../platforms/webapi/words.ts';
import { callerOf, type Site } from '../dialect.ts';
import type { YindoContract } from './contract.ts';
import { sessionKeyOf } from './session-key.ts';

type Answer = WebApiAnswer<YindoContract['operations']['me']['response']>;

/**
 * Answers `GET me`: whose token it is. A session or an access token of any dialect is taken. The framework has one word for whoever it won't
 * let through, so every refusal is its 401; a token that a client has for itself belongs to nobody and is refused with the others.
 */
export function meAnswers(site: Site) {
  return async (request: FastifyRequest): Promise<Answer> => {
    const caller = callerOf('yindo', site, request);
    const text = bearerOf(request.headers.authorization);
    if (text === undefined) {
      site.core.refuse('use-credential', caller, { code: 'session-ended', why: 'unknown' });
      return { ok: false, error: DENIED };
    }
    const used = await site.core.useCredential({
      caller,
      text,
      accepts: ['session', 'access'],
      atItsSiteOnly: false,
      withSession: true,
    });
    if (!used.ok) return { ok: false, error: errorOf(used.refusal) };
    const { account, session, sessionId } = used.value;
    if (account === undefined) {
      site.core.refuse('use-credential', caller, { code: 'client-not-permitted' });
      return { ok: false, error: DENIED };
    }
    return {
      ok: true,
      value: {
        userName: account.name,
        userID: String(account.id),
        sessionKey: sessionId === undefined ? null : sessionKeyOf(sessionId),
        clientKey: session?.deviceKey ?? null,
      },
    };
  };
}

/** A client that reads 401 throws its token away, so a server in trouble must not say it. */
function errorOf(refusal: Refusal): WebApiError {
  return refusal.code === 'unavailable' ? unavailable(refusal.retryAfterSeconds) : DENIED;
}
