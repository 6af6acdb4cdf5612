import type { Vocabulary } from '../../core/refusal.ts';

/** An OAuth error as the client is told it at its redirect (RFC 6749 section 4.1.2.1). */
export interface AuthorizeError {
  readonly error: string;
  /** ASCII without quotation marks and backslashes, for whoever writes the client. */
  readonly description: string;
}

function word(error: string, description: string): AuthorizeError {
  return { error, description };
}

const LATER = word('temporarily_unavailable', 'The service is not available now.');

/** Total over the refusals, though beginning and completing an authorization can meet only a few of them. */
export const authorizeVocabulary: Vocabulary<AuthorizeError> = {
  'request-malformed': ({ missing, improper }) =>
    word(
      'invalid_request',
      [
        ...(missing.length === 0 ? [] : [`Missing: ${missing.join(', ')}.`]),
        ...(improper.length === 0 ? [] : [`Improper: ${improper.join(', ')}.`]),
      ].join(' '),
    ),
  'grant-type-unsupported': () => word('unsupported_response_type', 'The response_type must be code.'),
  'token-type-unsupported': () => word('invalid_request', 'The token type is not supported.'),
  'scope-rejected': () => word('invalid_scope', 'The scope is more than this client may have.'),
  replayed: () => word('unauthorized_client', 'The client is unknown.'),
  'client-rejected': () => word('unauthorized_client', 'The client is unknown.'),
  'client-not-permitted': () => word('unauthorized_client', 'The client may not ask for codes.'),
  'modern-logon-required': () => word('access_denied', 'The user may not log on this way.'),
  'credentials-rejected': () => word('access_denied', 'The user did not log on.'),
  'token-rejected': () => word('access_denied', 'The grant is unknown.'),
  'token-malformed': () => word('access_denied', 'The grant is unknown.'),
  'grant-rejected': ({ why }) =>
    why === 'verifier'
      ? word('invalid_request', 'A code_challenge is missing, or made by a method that this client may not use.')
      : word('access_denied', 'The grant is unknown.'),
  'session-ended': () => word('access_denied', 'The user did not log on.'),
  'account-barred': () => word('access_denied', 'The user may not log on.'),
  'step-owed': () => word('access_denied', 'The user did not log on.'),
  'step-rejected': () => word('access_denied', 'The user did not log on.'),
  'password-rejected': () => word('access_denied', 'The user did not log on.'),
  'message-failed': () => LATER,
  'company-rejected': () => word('access_denied', 'The user may not log on.'),
  'no-company': () => word('access_denied', 'The user may not log on.'),
  'consent-denied': () => word('access_denied', 'The user refused.'),
  'login-required': () => word('access_denied', 'The user did not log on.'),
  'consent-required': () => word('access_denied', 'The user was not asked.'),
  'authorization-ended': () => word('access_denied', 'The request is no longer there.'),
  'audience-rejected': () => word('invalid_request', 'The resource is not known.'),
  'key-proof-rejected': () => word('invalid_request', 'The proof of a key is not right.'),
  'not-decided-yet': () => word('access_denied', 'The user has not answered.'),
  elsewhere: () => word('access_denied', 'The user belongs to another site.'),
  'too-many-attempts': () => LATER,
  'closed-for-maintenance': () => LATER,
  unavailable: () => LATER,
};
