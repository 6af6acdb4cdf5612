import type {
  AccountBar,
  AuthorizationEnd,
  GrantFault,
  KeyProofFault,
  OwedStep,
  Vocabulary,
} from '../../core/refusal.ts';

/** An OAuth error as it goes out (RFC 6749 section 5.2). */
export interface OauthWord {
  readonly status: number;
  readonly error: string;
  /** ASCII without quotation marks and backslashes, for whoever writes the client. */
  readonly description: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** When a client may ask again while the server is closed. */
const MAINTENANCE_RETRY_SECONDS = 120;

/** Sent with every 401, as RFC 9110 section 15.5.2 demands. */
const CHALLENGE = 'Basic realm="oauth2"';

const NO_HEADERS = {};

function word(error: string, description: string): OauthWord {
  return { status: 400, error, description, headers: NO_HEADERS };
}

const GRANT_FAULTS: Readonly<Record<GrantFault, string>> = {
  unknown: 'The grant is unknown.',
  // Whose it is, is nobody else's business.
  'not-yours': 'The grant was not issued to this client.',
  expired: 'The grant has expired.',
  spent: 'The grant was used before; what came of it is revoked.',
  revoked: 'The grant is revoked.',
  verifier: 'The code_verifier does not answer the challenge.',
  redirect: 'The redirect_uri is not the one that the code was asked with.',
};

const BARS: Readonly<Record<AccountBar, string>> = {
  untrusted: 'The account may not log on from this address.',
  deleted: 'The account is deleted.',
  disabled: 'The account is disabled.',
  'organisation-inactive': 'The organisation is inactive.',
};

const AUTHORIZATION_ENDS: Readonly<Record<AuthorizationEnd, string>> = {
  unknown: 'The authorization request is unknown.',
  expired: 'The authorization request has expired.',
  completed: 'The authorization request was answered before.',
};

const STEPS: Readonly<Record<OwedStep, string>> = {
  'second-step': 'The account must take a second step to log on.',
  'change-password': 'The account must change its password.',
};

/** RFC 9449 section 5: the proof is at fault, or, when it proves another key, what it came with. */
const KEY_PROOF_ERRORS: Readonly<Record<KeyProofFault, string>> = {
  missing: 'invalid_dpop_proof',
  improper: 'invalid_dpop_proof',
  used: 'invalid_dpop_proof',
  'other-key': 'invalid_grant',
};

const KEY_PROOF_FAULTS: Readonly<Record<KeyProofFault, string>> = {
  missing: 'A DPoP proof is needed.',
  improper: 'The DPoP proof is not one for this request.',
  used: 'The DPoP proof was used before.',
  'other-key': 'The DPoP proof is of another key.',
};

/** OAuth's word for every refusal. Those that no endpoint of today can get are named for the day that one does. */
export const vocabulary: Vocabulary<OauthWord> = {
  'request-malformed': ({ missing, improper }) =>
    word(
      'invalid_request',
      [
        ...(missing.length === 0 ? [] : [`Missing: ${missing.join(', ')}.`]),
        ...(improper.length === 0 ? [] : [`Not acceptable: ${improper.join('; ')}.`]),
      ].join(' '),
    ),
  'grant-type-unsupported': () => word('unsupported_grant_type', 'The grant type is not supported.'),
  'token-type-unsupported': () => word('unsupported_token_type', 'The token type is not supported.'),
  'scope-rejected': () => word('invalid_scope', 'The scope is more than may be given.'),
  'audience-rejected': () => word('invalid_target', 'The resource is none that a token may be given for.'),
  'key-proof-rejected': ({ why }) => word(KEY_PROOF_ERRORS[why], KEY_PROOF_FAULTS[why]),
  'not-decided-yet': ({ why }) =>
    why === 'waiting'
      ? word('authorization_pending', 'The person has not answered yet.')
      : word('slow_down', 'Asked again too soon; wait five seconds longer between two requests from now on.'),
  'client-rejected': () => ({
    ...word('invalid_client', 'The client is unknown or did not prove itself.'),
    status: 401,
    headers: { 'www-authenticate': CHALLENGE },
  }),
  replayed: () => word('invalid_request', 'The request was presented before.'),
  'client-not-permitted': () => word('unauthorized_client', 'The client may not ask this.'),
  'modern-logon-required': () => word('invalid_grant', 'The organisation admits standard OAuth 2 logon only.'),
  'credentials-rejected': () => word('invalid_grant', 'The name or the password is wrong.'),
  'token-rejected': () => word('invalid_grant', 'The grant is unknown.'),
  'token-malformed': () => word('invalid_grant', 'The grant is not one of this server.'),
  'grant-rejected': ({ why }) => word('invalid_grant', GRANT_FAULTS[why]),
  'session-ended': () => word('invalid_grant', 'The session has ended.'),
  'account-barred': ({ why }) => word('invalid_grant', BARS[why]),
  'step-owed': ({ step }) => word('invalid_grant', STEPS[step]),
  'step-rejected': () => word('invalid_grant', 'The second step was not passed.'),
  'password-rejected': () => word('invalid_grant', 'The new password is not acceptable.'),
  'message-failed': () => ({
    status: 503,
    error: 'temporarily_unavailable',
    description: 'The message could not be sent.',
    headers: NO_HEADERS,
  }),
  'company-rejected': () => word('invalid_grant', 'The company is unknown to the account.'),
  'no-company': () => word('invalid_grant', 'The account belongs to no company.'),
  'consent-denied': () => word('access_denied', 'The person refused.'),
  'login-required': () => word('login_required', 'The person must log in.'),
  'consent-required': () => word('consent_required', 'The person must be asked.'),
  // Only a device hears of one that has expired (RFC 8628 section 3.5); everybody else is a person before a page.
  'authorization-ended': ({ why }) =>
    word(why === 'expired' ? 'expired_token' : 'invalid_request', AUTHORIZATION_ENDS[why]),
  elsewhere: () => word('invalid_grant', 'The account belongs to another site.'),
  'too-many-attempts': ({ retryAfterSeconds }) => ({
    status: 429,
    error: 'temporarily_unavailable',
    description: 'Too many attempts.',
    headers: { 'retry-after': String(retryAfterSeconds) },
  }),
  'closed-for-maintenance': () => ({
    status: 503,
    error: 'temporarily_unavailable',
    description: 'The server is closed for maintenance.',
    headers: { 'retry-after': String(MAINTENANCE_RETRY_SECONDS) },
  }),
  unavailable: ({ retryAfterSeconds }) => ({
    status: 503,
    error: 'temporarily_unavailable',
    description: 'The server can not answer now.',
    headers: { 'retry-after': String(retryAfterSeconds) },
  }),
};
