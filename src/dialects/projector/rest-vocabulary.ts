import type { Vocabulary } from '../../core/refusal.ts';
import { grantReason, type PresentedGrant, REFRESH_REASON } from './grant-reason.ts';
import { MAINTENANCE_RETRY_SECONDS, MESSAGE_RETRY_SECONDS } from './vocabulary.ts';

/** An error of the REST face (RFC 6749 section 5.2). */
export interface RestError {
  readonly status: 400 | 401 | 429 | 503;
  readonly error: string;
  readonly description: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** What a word must know besides the refusal. */
export interface RestContext {
  readonly grant: PresentedGrant;
  /** The client proved itself in the Authorization header, so its failure is a 401 (RFC 6749 section 5.2). */
  readonly byHeader: boolean;
}

function refused(error: string, description: string): RestError {
  return { status: 400, error, description: asDescription(description) };
}

/** A description has no quotation mark, no backslash and nothing beyond ASCII in it (RFC 6749 section 5.2). */
function asDescription(text: string): string {
  return text.replaceAll('"', "'").replaceAll(/[^\x20-\x7e]|\\/g, '?');
}

function invalidRequest(missing: readonly string[], improper: readonly string[]): RestError {
  const sentences = [
    ...(missing.length === 0 ? [] : [`Null or missing parameters: ${missing.join(', ')}.`]),
    ...(improper.length === 0 ? [] : [`Improper parameters: ${improper.join(', ')}.`]),
  ];
  return refused('invalid_request', sentences.join(' '));
}

function later(status: 429 | 503, description: string, retryAfter: number): RestError {
  return { status, error: 'temporarily_unavailable', description, retryAfter };
}

const NOT_PERMITTED = 'The user does not have permission to execute web services.';

/**
 * The REST face's word for every refusal: the errors of OAuth 2 with status 400, described in the SOAP face's words where it has some. Clients have seen
 * `invalid_grant` with `Refresh Token not Found`; the rest is RFC 6749's.
 */
export const restVocabulary: Vocabulary<RestError, RestContext> = {
  'request-malformed': ({ missing, improper }) => invalidRequest(missing, improper),
  'grant-type-unsupported': ({ asked }) =>
    refused('unsupported_grant_type', `Unsupported OAuth2 Grant Type "${asked}".`),
  'token-type-unsupported': ({ asked }) =>
    refused('unsupported_token_type', `Unsupported OAuth2 Token Type "${asked}".`),
  'scope-rejected': () => refused('invalid_scope', 'The scope is more than the connection has.'),
  'audience-rejected': () => invalidRequest([], ['resource']),
  // A refresh token that is bound to a key is none on a wire that has no place for the proof.
  'key-proof-rejected': (_refusal, { grant }) => refused('invalid_grant', grantReason('unknown', grant)),
  'not-decided-yet': (_refusal, { grant }) => refused('invalid_grant', grantReason('unknown', grant)),
  replayed: (_refusal, { byHeader }) => ({
    ...refused('invalid_client', 'Invalid Oauth2 Client.'),
    status: byHeader ? 401 : 400,
  }),
  'client-rejected': (_refusal, { byHeader }) => ({
    ...refused('invalid_client', 'Invalid Oauth2 Client.'),
    status: byHeader ? 401 : 400,
  }),
  'client-not-permitted': () => refused('unauthorized_client', 'Invalid Oauth2 Client.'),
  'modern-logon-required': () => refused('invalid_grant', NOT_PERMITTED),
  'credentials-rejected': () => refused('invalid_grant', 'The specified credentials are not valid.'),
  'token-rejected': () => refused('invalid_grant', 'The specified credentials are not valid.'),
  'token-malformed': () => refused('invalid_grant', REFRESH_REASON),
  'grant-rejected': ({ why }, { grant }) => refused('invalid_grant', grantReason(why, grant)),
  'session-ended': () => refused('invalid_grant', 'The specified session is not valid or is no longer valid.'),
  'account-barred': () => refused('invalid_grant', NOT_PERMITTED),
  'step-owed': () => refused('invalid_grant', NOT_PERMITTED),
  'step-rejected': () => refused('invalid_grant', 'The specified credentials are not valid.'),
  'password-rejected': () => refused('invalid_grant', 'The specified credentials are not valid.'),
  'message-failed': () => later(503, 'The message could not be sent.', MESSAGE_RETRY_SECONDS),
  'company-rejected': () => refused('invalid_grant', NOT_PERMITTED),
  'no-company': () => refused('invalid_grant', NOT_PERMITTED),
  'consent-denied': () => refused('access_denied', 'Consent was Denied'),
  'login-required': () => refused('access_denied', 'Login is Required'),
  'consent-required': () => refused('access_denied', 'Consent is Required'),
  'authorization-ended': () => refused('invalid_request', 'Authorization has Ended'),
  elsewhere: () => refused('invalid_grant', 'The user belongs to another site.'),
  'too-many-attempts': ({ retryAfterSeconds }) => later(429, 'Too many requests.', retryAfterSeconds),
  'closed-for-maintenance': () => later(503, 'The service is closed for maintenance.', MAINTENANCE_RETRY_SECONDS),
  unavailable: ({ retryAfterSeconds }) => later(503, 'The service is not available now.', retryAfterSeconds),
};
