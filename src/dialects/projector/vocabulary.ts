import type { SessionEnd, Vocabulary } from '../../core/refusal.ts';
import { grantReason, type PresentedGrant, REFRESH_REASON } from './grant-reason.ts';

/** A numbered error of the vendor's list. */
export interface PwsError {
  readonly number: number;
  readonly code: string;
  readonly text: string;
  /** The session ticket no longer opens anything; in-band this is a status of its own. */
  readonly endsSession: boolean;
  /** When the client may ask again, for what is true now and needn't be later. */
  readonly retryAfterSeconds?: number;
}

/** What a word must know besides the refusal. */
export interface ErrorContext {
  /** The operation, as the error's `{Context}` names it. */
  readonly place: string;
  /** What kind of grant was presented, for the error's `{InvalidReason}`. */
  readonly grant: PresentedGrant;
}

function error(number: number, code: string, text: string): PwsError {
  return { number, code, text, endsSession: false };
}

const invalidClient = error(50630, 'OauthInvalidClient', 'Invalid Oauth2 Client.');
const invalidCredentials = error(
  10002,
  'InvalidCredentials',
  'The specified credentials are not valid. Please try again.',
);
const permissionDenied = error(
  50220,
  'WebServicesPermissionDenied',
  'The specified user does not have permission to execute web services, or web services is not enabled for this account.',
);
const invalidTicket: PwsError = {
  number: 10004,
  code: 'InvalidSessionTicket',
  text:
    'The specified session ticket is invalid. Please verify you are issuing this request against the correct instance of ' +
    'Projector.',
  endsSession: true,
};
const invalidSession: PwsError = {
  number: -101,
  code: 'InvalidSession',
  text: 'The specified session is not valid or is no longer valid. Please re-establish a session.',
  endsSession: true,
};

function invalidGrant(reason: string): PwsError {
  return error(50631, 'OauthInvalidGrant', `Invalid Grant for Oauth2 Token: "${reason}".`);
}

function invalidRequest(place: string, missing: readonly string[], improper: readonly string[]): PwsError {
  const text =
    `Invalid OAuth2 Request in Context "${place}". Null or missing parameters "${missing.join(', ')}". ` +
    `Improper parameters "${improper.join(', ')}".`;
  return error(50632, 'OauthInvalidRequest', text);
}

/** A ticket that once opened something is told from one that never did; the vendor's two texts say just that. */
const SESSION_WORDS: Readonly<Record<SessionEnd, PwsError>> = {
  unknown: invalidTicket,
  expired: invalidSession,
  closed: invalidSession,
  revoked: invalidSession,
  replaced: invalidSession,
};

function tryLater(text: string, retryAfterSeconds: number): PwsError {
  return { ...error(10016, 'RequestExceededRateLimit', text), retryAfterSeconds };
}

/** When a client may ask again while the service is closed. */
export const MAINTENANCE_RETRY_SECONDS = 120;

/** When a message may be tried again. */
export const MESSAGE_RETRY_SECONDS = 60;

/**
 * Projector's word for every refusal. 50629 to 50632 and 50635 are of the seed pages, the others of the vendor's general list; where that has
 * nothing for a refusal, the nearest stands here, and docs/choices.md says so. 10016 is the vendor's only number that means "later"; its
 * text is ours.
 */
export const vocabulary: Vocabulary<PwsError, ErrorContext> = {
  'request-malformed': ({ missing, improper }, { place }) => invalidRequest(place, missing, improper),
  'grant-type-unsupported': ({ asked }) =>
    error(50629, 'OauthUnsupportedGrantType', `Unsupported OAuth2 Grant Type "${asked}".`),
  'token-type-unsupported': ({ asked }) =>
    error(50635, 'OauthUnsupportedTokenType', `Unsupported OAuth2 Token Type "${asked}".`),
  'scope-rejected': (_refusal, { place }) => invalidRequest(place, [], ['scope']),
  'audience-rejected': (_refusal, { place }) => invalidRequest(place, [], ['resource']),
  // A ticket that is bound to a key can't be used on a wire that has no place for the proof.
  'key-proof-rejected': () => invalidTicket,
  'not-decided-yet': (_refusal, { grant }) => invalidGrant(grantReason('unknown', grant)),
  'client-rejected': () => invalidClient,
  replayed: () => invalidClient,
  'client-not-permitted': () => invalidClient,
  'modern-logon-required': () => permissionDenied,
  'credentials-rejected': () => invalidCredentials,
  'token-rejected': () => invalidCredentials,
  'token-malformed': () => invalidGrant(REFRESH_REASON),
  'grant-rejected': ({ why }, { grant }) => invalidGrant(grantReason(why, grant)),
  'session-ended': ({ why }) => SESSION_WORDS[why],
  'account-barred': () => permissionDenied,
  'step-owed': () => permissionDenied,
  'step-rejected': () => invalidCredentials,
  'password-rejected': () => invalidCredentials,
  'message-failed': () => tryLater('The message could not be sent. Please try again later.', MESSAGE_RETRY_SECONDS),
  'company-rejected': () => permissionDenied,
  'no-company': () => permissionDenied,
  'consent-denied': () => invalidGrant('Consent was Denied'),
  'login-required': () => invalidGrant('Login is Required'),
  'consent-required': () => invalidGrant('Consent is Required'),
  'authorization-ended': () => invalidGrant('Authorization has Ended'),
  elsewhere: () => invalidTicket,
  'too-many-attempts': ({ retryAfterSeconds }) =>
    tryLater(`Too many requests. Please try again in ${retryAfterSeconds} seconds.`, retryAfterSeconds),
  'closed-for-maintenance': () =>
    tryLater('The service is closed for maintenance. Please try again later.', MAINTENANCE_RETRY_SECONDS),
  unavailable: ({ retryAfterSeconds }) =>
    tryLater(`The service is not available now. Please try again in ${retryAfterSeconds} seconds.`, retryAfterSeconds),
};
