import type { FastifyRequest } from 'fastify';
import type { Account } from '../../core/model/account.ts';
import type { Caller } from '../../core/model/audit-entry.ts';
import type { Session } from '../../core/model/session.ts';
import type { Refusal } from '../../core/refusal.ts';
import { bearerOf } from '../../formats/bearer.ts';
import { DENIED, unavailable, type WebApiError } from '../../platforms/webapi/words.ts';
import { callerOf, type Site } from '../dialect.ts';

/** Whoever is let in to a call, and with what. */
export interface Admitted {
  readonly caller: Caller;
  readonly account: Account;
  /** The text that was presented, as the core takes it. */
  readonly credential: { readonly caller: Caller; readonly text: string; readonly accepts: readonly Accepted[] };
  readonly session: Session | undefined;
  readonly sessionId: bigint | undefined;
}

type Accepted = 'session' | 'access';

const ACCEPTED: readonly Accepted[] = ['session', 'access'];

export type Admission =
  | { readonly ok: true; readonly value: Admitted }
  | { readonly ok: false; readonly error: WebApiError };

/**
 * Lets a person in by the token in `Authorization: Bearer`: a session or an access token of any dialect. The framework has one word for whoever it
 * won't let through, so every refusal is its 401; a token that a client has for itself belongs to nobody and is refused with the others.
 */
export async function admit(site: Site, request: FastifyRequest): Promise<Admission> {
  const caller = callerOf('yindo', site, request);
  const text = bearerOf(request.headers.authorization);
  if (text === undefined) {
    site.core.refuse('use-credential', caller, { code: 'session-ended', why: 'unknown' });
    return { ok: false, error: DENIED };
  }
  const credential = { caller, text, accepts: ACCEPTED };
  const used = await site.core.useCredential({ ...credential, atItsSiteOnly: false, withSession: true });
  if (!used.ok) return { ok: false, error: deniedOr503(used.refusal) };
  const { account, session, sessionId } = used.value;
  if (account === undefined) {
    site.core.refuse('use-credential', caller, { code: 'client-not-permitted' });
    return { ok: false, error: DENIED };
  }
  return { ok: true, value: { caller, account, credential, session, sessionId } };
}

/** A client that reads 401 throws its token away, so a server in trouble must not say it. */
export function deniedOr503(refusal: Refusal): WebApiError {
  return refusal.code === 'unavailable' ? unavailable(refusal.retryAfterSeconds) : DENIED;
}
