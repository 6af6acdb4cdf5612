import { type Refusal, say, type Vocabulary } from '../../../core/refusal.ts';

/** An OAuth error (RFC 6749 section 5.2). This system tells the word alone, always with 400 at the token endpoint. */
export interface OpenidWord {
  readonly status: number;
  readonly error: string;
  readonly retryAfterSeconds?: number;
}

function word(error: string, status = 400): OpenidWord {
  return { status, error };
}

const GRANT = () => word('invalid_grant');

export const words: Vocabulary<OpenidWord> = {
  'request-malformed': () => word('invalid_request'),
  'grant-type-unsupported': () => word('unsupported_grant_type'),
  'token-type-unsupported': () => word('unsupported_token_type'),
  'scope-rejected': () => word('invalid_scope'),
  'audience-rejected': () => word('invalid_request'),
  'key-proof-rejected': () => word('invalid_request'),
  'not-decided-yet': GRANT,
  'client-rejected': () => word('invalid_client'),
  'client-not-permitted': () => word('unauthorized_client'),
  replayed: () => word('invalid_request'),
  'modern-logon-required': GRANT,
  'credentials-rejected': GRANT,
  'token-rejected': GRANT,
  'token-malformed': GRANT,
  'grant-rejected': GRANT,
  'session-ended': GRANT,
  'account-barred': GRANT,
  'step-owed': GRANT,
  'step-rejected': GRANT,
  'password-rejected': GRANT,
  'message-failed': () => word('temporarily_unavailable', 503),
  'company-rejected': GRANT,
  'no-company': GRANT,
  elsewhere: GRANT,
  'login-required': () => word('login_required'),
  'consent-required': () => word('consent_required'),
  'consent-denied': () => word('access_denied'),
  'authorization-ended': GRANT,
  'too-many-attempts': ({ retryAfterSeconds }) => ({ ...word('temporarily_unavailable', 429), retryAfterSeconds }),
  'closed-for-maintenance': () => word('temporarily_unavailable', 503),
  unavailable: ({ retryAfterSeconds }) => ({ ...word('temporarily_unavailable', 503), retryAfterSeconds }),
};

export function wordOf(refusal: Refusal): OpenidWord {
  return say(words, refusal, undefined);
}
