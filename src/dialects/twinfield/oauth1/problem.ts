import type { FastifyReply } from 'fastify';
import { type Refusal, say, type Vocabulary } from '../../../core/refusal.ts';
import { type Form, writeForm } from '../../../formats/form.ts';

/** An error of the OAuth 1 steps, in the words of the protocol's problem reporting extension where it has one. */
export interface Problem {
  /** RFC 5849 section 3.2: 401 for whatever is wrong with who asks, 400 for how. */
  readonly status: number;
  readonly word: string;
  /** What the extension tells besides. */
  readonly more: Form;
  readonly retryAfterSeconds?: number;
}

export const REALM = 'Twinfield';

export function problem(status: number, word: string, more: Form = []): Problem {
  return { status, word, more };
}

export const absent = (names: readonly string[]) =>
  problem(400, 'parameter_absent', [['oauth_parameters_absent', names.join('&')]]);

export const rejected = (names: readonly string[]) =>
  problem(400, 'parameter_rejected', [['oauth_parameters_rejected', names.join('&')]]);

const SIGNATURE_INVALID = problem(401, 'signature_invalid');
const KEY_REJECTED = problem(401, 'consumer_key_rejected');
const TOKEN_REJECTED = problem(401, 'token_rejected');
const PERMISSION_DENIED = problem(401, 'permission_denied');

/** The steps' word for every refusal; most can't come from them. */
export const problems: Vocabulary<Problem> = {
  'request-malformed': ({ missing, improper }) => (missing.length > 0 ? absent(missing) : rejected(improper)),
  'grant-type-unsupported': () => PERMISSION_DENIED,
  'token-type-unsupported': () => PERMISSION_DENIED,
  'scope-rejected': () => PERMISSION_DENIED,
  'audience-rejected': () => TOKEN_REJECTED,
  'key-proof-rejected': () => TOKEN_REJECTED,
  'not-decided-yet': () => problem(401, 'permission_unknown'),
  // An unknown key and a wrong secret look alike, so that nobody learns which keys there are.
  'client-rejected': () => SIGNATURE_INVALID,
  'client-not-permitted': () => KEY_REJECTED,
  'modern-logon-required': () => PERMISSION_DENIED,
  'credentials-rejected': () => PERMISSION_DENIED,
  'token-rejected': () => TOKEN_REJECTED,
  'token-malformed': () => TOKEN_REJECTED,
  'grant-rejected': ({ why }) => {
    if (why === 'redirect') return rejected(['oauth_callback']);
    return problem(401, 'verifier_invalid');
  },
  'session-ended': () => TOKEN_REJECTED,
  'account-barred': () => PERMISSION_DENIED,
  'step-owed': () => PERMISSION_DENIED,
  'step-rejected': () => PERMISSION_DENIED,
  'password-rejected': () => PERMISSION_DENIED,
  'message-failed': () => problem(503, 'unavailable'),
  'company-rejected': () => PERMISSION_DENIED,
  'no-company': () => PERMISSION_DENIED,
  elsewhere: () => PERMISSION_DENIED,
  'login-required': () => PERMISSION_DENIED,
  'consent-required': () => problem(401, 'permission_unknown'),
  'consent-denied': () => PERMISSION_DENIED,
  'authorization-ended': () => TOKEN_REJECTED,
  replayed: () => problem(401, 'nonce_used'),
  'too-many-attempts': ({ retryAfterSeconds }) => ({ ...problem(429, 'unavailable'), retryAfterSeconds }),
  'closed-for-maintenance': () => problem(503, 'unavailable'),
  unavailable: ({ retryAfterSeconds }) => ({ ...problem(503, 'unavailable'), retryAfterSeconds }),
};

export function problemOf(refusal: Refusal): Problem {
  return say(problems, refusal, undefined);
}

export function sendProblem(reply: FastifyReply, { status, word, more, retryAfterSeconds }: Problem): FastifyReply {
  if (status === 401) reply.header('www-authenticate', `OAuth realm="${REALM}"`);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return sendForm(reply.code(status), [['oauth_problem', word], ...more]);
}

/** Values are such that a client may cut the body at `&` and `=` and decode nothing; some do. */
export function sendForm(reply: FastifyReply, form: Form): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-type', 'application/x-www-form-urlencoded')
    .send(writeForm(form));
}
