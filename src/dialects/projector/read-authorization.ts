/**
 * Reading what a client asks at the authorize address (reference section C6, RFC 6749 section 4.1.1, RFC 7636 section 4.3): everything but who it is and
 * where it wants the answer, which are judged before.
 */
import type { Client } from '../../core/model/client.ts';
import type { ChallengeMethod } from '../../core/model/grant.ts';
import type { Refusal } from '../../core/refusal.ts';
import { type Form, fieldOf, repeatedFields } from '../../formats/form.ts';

export interface Authorization {
  readonly state: string | undefined;
  readonly scope: string | undefined;
  readonly challenge: { readonly text: string; readonly method: ChallengeMethod } | undefined;
}

export type AuthorizationReading =
  | { readonly ok: true; readonly value: Authorization }
  | { readonly ok: false; readonly refusal: Refusal };

/** Every permission that the user has: no other may be asked beside it. */
export const FULL_PERMISSIONS = 'allowFullPermissions';

/** RFC 7636 sections 4.1 and 4.2: of 43 to 128 unreserved characters, whichever the method. */
const CHALLENGE = /^[A-Za-z0-9._~-]{43,128}$/;

/** Reads the query. An empty parameter counts as missing (RFC 6749 section 3.1). */
export function readAuthorization(query: Form, client: Client): AuthorizationReading {
  const [repeated] = repeatedFields(query);
  if (repeated !== undefined) return improper(`${repeated} (given twice)`);
  const given = (name: string) => fieldOf(query, name) || undefined;
  const responseType = given('response_type');
  if (responseType === undefined) return malformed(['response_type'], []);
  if (responseType !== 'code') return { ok: false, refusal: { code: 'grant-type-unsupported', asked: responseType } };

  const scope = given('scope');
  const words = scope?.split(' ') ?? [];
  if (words.includes(FULL_PERMISSIONS) && words.some((word) => word !== FULL_PERMISSIONS)) {
    return { ok: false, refusal: { code: 'scope-rejected' } };
  }
  const text = given('code_challenge');
  const method = given('code_challenge_method');
  if (text === undefined && method !== undefined) return malformed(['code_challenge'], []);
  if (text !== undefined && !CHALLENGE.test(text)) return improper('code_challenge');
  if (method !== undefined && !isMethod(method)) return improper('code_challenge_method');
  // Without a word about it the method is plain.
  const challenge = text === undefined ? undefined : { text, method: method ?? ('plain' as const) };
  return { ok: true, value: { state: given('state'), scope: scope ?? wholeScopeOf(client), challenge } };
}

function isMethod(text: string): text is ChallengeMethod {
  return text === 'S256' || text === 'plain';
}

/** What a client that names no scope asks for: full permissions where it may have them, else all that it may have. */
function wholeScopeOf({ scopes }: Client): string | undefined {
  return scopes.includes(FULL_PERMISSIONS) ? FULL_PERMISSIONS : undefined;
}

function improper(what: string): AuthorizationReading {
  return malformed([], [what]);
}

function malformed(missing: readonly string[], faulty: readonly string[]): AuthorizationReading {
  return { ok: false, refusal: { code: 'request-malformed', missing, improper: faulty } };
}
