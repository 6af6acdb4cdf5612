/**
 * Reading a question to a person (RFC 6749 section 4.1.1, OpenID Connect Core 1.0 section 3.1.2.1): which client, where its answer goes, and what it
 * wants. The first two decide whether anything may be said to the client at all, so they are read apart.
 */
import type { Prompt } from '../../core/model/authorization-request.ts';
import type { AuthorizationQuestion } from '../../core/operations/begin-authorization.ts';
import type { Refusal } from '../../core/refusal.ts';
import { improper, missing, type Parameters, type Targets } from './parameters.ts';
import { readResources } from './targets.ts';

/** How the answer is carried to the client (OAuth 2.0 Multiple Response Type Encoding Practices section 2.1, OAuth 2.0 Form Post Response Mode). */
export type ResponseMode = 'query' | 'form_post';

export const RESPONSE_MODES: readonly ResponseMode[] = ['query', 'form_post'];

/** What a question asks, apart from client and redirect. */
export type Wish = Pick<
  AuthorizationQuestion,
  'scope' | 'state' | 'challenge' | 'nonce' | 'audience' | 'boundTo' | 'loginName' | 'prompts' | 'maxAgeSeconds'
>;

export type WishReading =
  | { readonly ok: true; readonly wish: Wish }
  /** In this dialect's own words, where the core has none for it. */
  | { readonly ok: false; readonly refusal: Refusal }
  | { readonly ok: false; readonly error: string; readonly description: string };

/** What `prompt` may ask. A person who is to choose an account has to log in, since a browser has one at a time. */
const PROMPTS: Readonly<Record<string, Prompt>> = {
  none: 'none',
  login: 'log-in',
  select_account: 'log-in',
  consent: 'consent',
};

export const PROMPT_WORDS = Object.keys(PROMPTS);

/** RFC 7636 section 4.2: what S256 makes. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** RFC 7638: a SHA-256 in base64url. */
const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;

/** Kept until the answer and sent back as they are; far above what any client sends. */
const LONGEST = 2000;

/** How the answer is to be carried; undefined when it is asked for in a way that isn't offered. */
export function readResponseMode(parameters: Parameters): ResponseMode | undefined {
  const mode = parameters.get('response_mode') ?? 'query';
  return RESPONSE_MODES.find((known) => known === mode);
}

export function readWish(parameters: Parameters, targets: Targets): WishReading {
  for (const [name, error] of UNSUPPORTED) {
    if (parameters.has(name)) return { ok: false, error, description: `The parameter ${name} is not supported.` };
  }
  const type = parameters.get('response_type');
  if (type === undefined) return missing('response_type');
  if (type !== 'code') {
    return { ok: false, error: 'unsupported_response_type', description: 'The response type must be code.' };
  }
  const long = KEPT.find((name) => (parameters.get(name)?.length ?? 0) > LONGEST);
  if (long !== undefined) return improper(`${long}, which is too long`);
  const challenge = readChallenge(parameters);
  if (challenge === 'improper') return improper('code_challenge, which must be made by S256');
  const prompts = readPrompts(parameters.get('prompt'));
  if (prompts === undefined) return improper('prompt');
  const maxAge = parameters.get('max_age');
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge)) return improper('max_age');
  const boundTo = parameters.get('dpop_jkt');
  if (boundTo !== undefined && !THUMBPRINT.test(boundTo)) return improper('dpop_jkt');
  const resources = readResources(targets.resources);
  if (!resources.ok) return resources;
  return {
    ok: true,
    wish: {
      scope: parameters.get('scope'),
      state: parameters.get('state'),
      challenge,
      nonce: parameters.get('nonce'),
      audience: resources.audience,
      boundTo,
      loginName: parameters.get('login_hint'),
      prompts,
      maxAgeSeconds: maxAge === undefined ? undefined : Number(maxAge),
    },
  };
}

const KEPT = ['state', 'nonce', 'login_hint', 'scope'];

/** OpenID Connect Core 1.0 section 6: request objects, which none of the metadata offers. */
const UNSUPPORTED: readonly (readonly [string, string])[] = [
  ['request', 'request_not_supported'],
  ['registration', 'registration_not_supported'],
];

/** Which methods a client may use is the core's to say; a challenge without a method would be `plain` (RFC 7636 section 4.3), which is none of ours. */
function readChallenge(parameters: Parameters): Wish['challenge'] | 'improper' {
  const text = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (text === undefined) return method === undefined ? undefined : 'improper';
  return method === 'S256' && CHALLENGE.test(text) ? { text, method } : 'improper';
}

/** Undefined for a word that isn't known, and for `none` beside others, which contradict it. */
function readPrompts(text: string | undefined): readonly Prompt[] | undefined {
  const words = (text ?? '').split(' ').filter((word) => word !== '');
  if (words.includes('none') && words.length > 1) return undefined;
  const prompts: Prompt[] = [];
  for (const word of words) {
    const prompt = Object.hasOwn(PROMPTS, word) ? PROMPTS[word] : undefined;
    if (prompt === undefined) return undefined;
    if (!prompts.includes(prompt)) prompts.push(prompt);
  }
  return prompts;
}
