import type { Refusal, Vocabulary } from '../core/refusal.ts';

/** How a proxy is told no. */
export interface Denial {
  readonly status: 401 | 403 | 429 | 503;
  /** The `error` of a challenge (RFC 6750 section 3.1, RFC 9449 section 7.1); undefined where the status says it all. */
  readonly error: 'invalid_token' | 'invalid_dpop_proof' | 'insufficient_scope' | undefined;
  readonly retryAfterSeconds: number | undefined;
}

/** The credential is no good: with another one the same request might be. */
const INVALID: Denial = { status: 401, error: 'invalid_token', retryAfterSeconds: undefined };
/** The token may be good; its holder hasn't shown the key. */
const UNPROVEN: Denial = { status: 401, error: 'invalid_dpop_proof', retryAfterSeconds: undefined };
/** The credential is known and still opens nothing: another one of the same person wouldn't either. */
const FORBIDDEN: Denial = { status: 403, error: undefined, retryAfterSeconds: undefined };

/** RFC 6750 section 3.1: the token is good, and not for this. */
export const INSUFFICIENT: Denial = { status: 403, error: 'insufficient_scope', retryAfterSeconds: undefined };

const later = ({ retryAfterSeconds }: Extract<Refusal, { retryAfterSeconds: number }>): Denial => ({
  status: 503,
  error: undefined,
  retryAfterSeconds,
});

/** Total over the refusals, though presenting a credential can meet only a few of them. */
export const vocabulary: Vocabulary<Denial> = {
  'request-malformed': () => INVALID,
  'grant-type-unsupported': () => INVALID,
  'token-type-unsupported': () => INVALID,
  'scope-rejected': () => INSUFFICIENT,
  'audience-rejected': () => INVALID,
  'key-proof-rejected': ({ why }) => (why === 'improper' || why === 'used' ? UNPROVEN : INVALID),
  'not-decided-yet': () => INVALID,
  'client-rejected': () => INVALID,
  replayed: () => INVALID,
  'client-not-permitted': () => FORBIDDEN,
  'modern-logon-required': () => FORBIDDEN,
  'credentials-rejected': () => INVALID,
  'token-rejected': () => INVALID,
  'token-malformed': () => INVALID,
  'grant-rejected': () => INVALID,
  'session-ended': () => INVALID,
  'account-barred': () => FORBIDDEN,
  'step-owed': () => FORBIDDEN,
  'step-rejected': () => FORBIDDEN,
  'password-rejected': () => FORBIDDEN,
  'message-failed': () => ({ status: 503, error: undefined, retryAfterSeconds: undefined }),
  'company-rejected': () => FORBIDDEN,
  'no-company': () => FORBIDDEN,
  'consent-denied': () => INVALID,
  'login-required': () => INVALID,
  'consent-required': () => INVALID,
  'authorization-ended': () => INVALID,
  elsewhere: () => INVALID,
  'too-many-attempts': ({ retryAfterSeconds }) => ({ status: 429, error: undefined, retryAfterSeconds }),
  'closed-for-maintenance': () => ({ status: 503, error: undefined, retryAfterSeconds: undefined }),
  unavailable: later,
};
