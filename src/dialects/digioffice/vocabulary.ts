import { type Refusal, say, type Vocabulary } from '../../core/refusal.ts';
import { type Failure, failed, type ServiceError, thrownInside } from '../../platforms/servicestack/index.ts';

/**
 * What was presented when the refusal came: name and password in the request or as Basic credentials, a session's cookie or header, a token, or a
 * refresh token. The same end is another error for a token than for a session, which the framework just doesn't find.
 */
export type Presented = 'password' | 'basic' | 'session' | 'token' | 'refresh';

const UNAUTHENTICATED: Failure = { kind: 'unauthenticated' };

/** Name or password wrong, and people that are no more: the wire has one sentence for both. */
const WRONG_PASSWORD = thrownInside(401, 'Unauthorized', 'Invalid Username or Password');
const LOCKED = thrownInside(401, 'AuthenticationException', 'This account has been locked');
const INVALID_TOKEN = tokenError('Token is invalid');
const INVALID_REFRESH = thrownInside(400, 'ArgumentException', 'Token is invalid');
const EXPIRED_TOKEN = tokenError('Token has expired');
const INVALIDATED_TOKEN = tokenError('Token has been invalidated');

/** What a browser is sent back with to where its form was: the rest is for its person to read as it comes. */
export const SIGN_IN_FAILURES: readonly string[] = [WRONG_PASSWORD.error.message, LOCKED.error.message];

/** DigiOffice's word for every refusal. Those that speak of clients and grants can't come from its operations. */
export const vocabulary: Vocabulary<Failure, Presented> = {
  'request-malformed': ({ missing, improper }) =>
    thrownInside(400, 'ArgumentException', `Invalid or missing: ${[...missing, ...improper].join(', ')}`),
  'grant-type-unsupported': () => thrownInside(400, 'ArgumentException', 'Grant type is not supported'),
  'token-type-unsupported': () => thrownInside(400, 'ArgumentException', 'Token type is not supported'),
  'scope-rejected': () => thrownInside(400, 'ArgumentException', 'Scope is invalid'),
  'audience-rejected': () => thrownInside(400, 'ArgumentException', 'Audience is invalid'),
  'key-proof-rejected': () => INVALID_TOKEN,
  'not-decided-yet': () => thrownInside(400, 'ArgumentException', 'Grant is not decided yet'),
  'client-rejected': () => thrownInside(401, 'Unauthorized', 'Client is invalid'),
  replayed: () => thrownInside(401, 'Unauthorized', 'Client is invalid'),
  'client-not-permitted': () => thrownInside(403, 'Forbidden', 'Client is not permitted'),
  'modern-logon-required': () => thrownInside(403, 'Forbidden', 'This account requires OAuth 2.0'),
  'credentials-rejected': () => WRONG_PASSWORD,
  'token-rejected': () => INVALID_TOKEN,
  'token-malformed': (_refusal, presented) => (presented === 'refresh' ? INVALID_REFRESH : INVALID_TOKEN),
  'grant-rejected': ({ why }, presented) => {
    if (presented === 'refresh' && why === 'not-yours') return INVALID_REFRESH;
    if (why === 'expired') return EXPIRED_TOKEN;
    return why === 'revoked' || why === 'spent' ? INVALIDATED_TOKEN : INVALID_TOKEN;
  },
  'session-ended': ({ why }, presented) => {
    if (presented === 'refresh') {
      if (why === 'unknown') return INVALID_REFRESH;
      return inService(why === 'expired' ? EXPIRED_TOKEN : INVALIDATED_TOKEN);
    }
    if (presented !== 'token' || why === 'unknown') return UNAUTHENTICATED;
    return why === 'expired' ? EXPIRED_TOKEN : INVALIDATED_TOKEN;
  },
  'account-barred': ({ why }, presented) => {
    if (why === 'deleted') {
      return presented === 'refresh' ? thrownInside(404, 'NotFound', 'User does not exist') : WRONG_PASSWORD;
    }
    return why === 'untrusted' ? thrownInside(403, 'Forbidden', 'This address is not allowed') : LOCKED;
  },
  'step-owed': ({ step }, presented) => {
    if (presented !== 'password' && presented !== 'basic') return UNAUTHENTICATED;
    const message = step === 'second-step' ? 'A second step is required' : 'The password must be changed';
    return thrownInside(403, 'Forbidden', message);
  },
  'step-rejected': () => thrownInside(401, 'Unauthorized', 'Invalid Code'),
  'password-rejected': () => thrownInside(400, 'ArgumentException', 'The new password is not acceptable'),
  'message-failed': () => thrownInside(503, 'ServiceUnavailable', 'The message could not be sent'),
  'company-rejected': () => thrownInside(403, 'Forbidden', 'The company is invalid'),
  'no-company': () => thrownInside(403, 'Forbidden', 'This account belongs to no company'),
  'consent-denied': () => thrownInside(403, 'Forbidden', 'Consent was denied'),
  'login-required': () => UNAUTHENTICATED,
  'consent-required': () => thrownInside(403, 'Forbidden', 'Consent is required'),
  'authorization-ended': () => UNAUTHENTICATED,
  elsewhere: () => UNAUTHENTICATED,
  'too-many-attempts': ({ retryAfterSeconds }) => {
    const { error } = thrownInside(429, 'TooManyRequests', 'Too many attempts');
    return failed({ ...error, retryAfterSeconds });
  },
  'closed-for-maintenance': () => thrownInside(503, 'ServiceUnavailable', 'Closed for maintenance'),
  unavailable: ({ retryAfterSeconds }) => {
    const { error } = thrownInside(503, 'ServiceUnavailable', 'The service is unavailable');
    return failed({ ...error, retryAfterSeconds });
  },
};

export function sayRefusal(refusal: Refusal, presented: Presented): Failure {
  const failure = say(vocabulary, refusal, presented);
  // Basic credentials are looked at before the operation is reached, too.
  if (presented !== 'basic' || failure.kind !== 'failed') return failure;
  return { ...failure, error: { ...failure.error, thrown: 'as-http-error' } };
}

function inService(failure: Extract<Failure, { kind: 'failed' }>): Failure {
  return failed({ ...failure.error, thrown: 'in-service' });
}

/** The framework finds a bad token before the operation is reached. */
function tokenError(message: string) {
  const error: ServiceError = { thrown: 'in-filter', status: 401, code: 'TokenException', message };
  return failed(error);
}
