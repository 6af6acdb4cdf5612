import type { AccountBar, OwedStep, Vocabulary } from '../../core/refusal.ts';
import type { TokenError } from '../../platforms/webapi/token-endpoint.ts';

function word(error: string, description?: string): TokenError {
  return { error, description };
}

function later(description: string, retryAfterSeconds: number): TokenError {
  return { error: 'temporarily_unavailable', description, retryAfterSeconds };
}

/** When a client may ask again while the system is closed. */
const MAINTENANCE_RETRY_SECONDS = 120;

/** Told only to those who know the password. */
const BARS: Readonly<Record<AccountBar, string>> = {
  untrusted: 'This user may not log on from this address.',
  deleted: 'This user has been deleted.',
  disabled: 'This user has been disabled.',
  'organisation-inactive': 'The organisation of this user is inactive.',
};

const STEPS: Readonly<Record<OwedStep, string>> = {
  'second-step': 'This user must take a second step to log on, which cannot be taken here.',
  'change-password': 'This user must change the password first, which cannot be done here.',
};

/**
 * The token endpoint's word for every refusal: OAuth's errors, always 400, with a text where the framework leaves it to the application.
 * The text for a wrong name or password is that of the framework's template (reference page, section 11).
 */
export const vocabulary: Vocabulary<TokenError> = {
  'request-malformed': ({ missing, improper }) =>
    word(
      'invalid_request',
      [...missing.map((name) => `The ${name} field is required.`), ...improper.map((what) => `The ${what}.`)].join(' '),
    ),
  // The framework itself answers this one, so it comes without a text.
  'grant-type-unsupported': () => word('unsupported_grant_type'),
  'token-type-unsupported': () => word('invalid_request', 'The type of the token is not supported.'),
  'scope-rejected': () => word('invalid_scope'),
  'audience-rejected': () => word('invalid_scope'),
  'key-proof-rejected': () => word('invalid_grant', 'The token is bound to a key.'),
  'not-decided-yet': () => word('invalid_grant', 'The user has not answered yet.'),
  'client-rejected': () => word('invalid_client'),
  replayed: () => word('invalid_client'),
  'client-not-permitted': () => word('unauthorized_client'),
  'modern-logon-required': () =>
    word('invalid_grant', 'The organisation of this user admits standard OAuth 2 logon only.'),
  'credentials-rejected': () => word('invalid_grant', 'The user name or password is incorrect.'),
  'token-rejected': () => word('invalid_grant'),
  'token-malformed': () => word('invalid_grant'),
  'grant-rejected': () => word('invalid_grant'),
  'session-ended': () => word('invalid_grant', 'The session has ended.'),
  'account-barred': ({ why }) => word('invalid_grant', BARS[why]),
  'step-owed': ({ step }) => word('invalid_grant', STEPS[step]),
  'step-rejected': () => word('invalid_grant', 'The code is incorrect.'),
  'password-rejected': () => word('invalid_grant', 'The new password is not acceptable.'),
  'message-failed': () => word('temporarily_unavailable', 'The message could not be sent.'),
  'company-rejected': () => word('invalid_grant', 'The company is incorrect.'),
  'no-company': () => word('invalid_grant', 'This user belongs to no company.'),
  'consent-denied': () => word('access_denied'),
  'login-required': () => word('invalid_grant', 'This user must log on.'),
  'consent-required': () => word('invalid_grant', 'This user has not consented.'),
  'authorization-ended': () => word('invalid_grant', 'The authorization has ended.'),
  elsewhere: () => word('invalid_grant', 'This user belongs to another server.'),
  'too-many-attempts': ({ retryAfterSeconds }) =>
    later(`Too many attempts. Try again in ${retryAfterSeconds} seconds.`, retryAfterSeconds),
  'closed-for-maintenance': () => later('The system is closed for maintenance.', MAINTENANCE_RETRY_SECONDS),
  unavailable: ({ retryAfterSeconds }) =>
    later(`The system is not available now. Try again in ${retryAfterSeconds} seconds.`, retryAfterSeconds),
};
