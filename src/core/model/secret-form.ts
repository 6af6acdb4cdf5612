/**
 * The written forms of secrets: how many characters, in which alphabet, and whether an id in time order stands before the random part.
 *
 * Every form has a length of its own, so that a text alone tells what it may be. A form with room for an id is looked up by that id (an
 * append at the end of the table's tree); one without is looked up by its fingerprint. docs/decisions/0009 has the reasons.
 */

export type SecretKind = 'session' | 'token' | 'code';

export interface SecretForm {
  readonly name: string;
  /** Which table it is looked up in. A text of a form used for both codes and tokens is told apart by the question asked. */
  readonly kind: SecretKind;
  readonly prefix: string;
  readonly encoding: 'base64' | 'base64url' | 'alphanumeric';
  /** Random bytes in it. */
  readonly entropyBytes: number;
  /** Eight bytes of id before the random ones. */
  readonly carriesId: boolean;
  /** Characters in all. */
  readonly length: number;
}

export const ID_BYTES = 8;

/** 16 random bytes in base64: a ticket such as `Af4yzv6CcFKZEh2dz45zZg==`. */
export const TICKET: SecretForm = {
  name: 'ticket',
  kind: 'token',
  prefix: '',
  encoding: 'base64',
  entropyBytes: 16,
  carriesId: false,
  length: 24,
};

/** 58 URL-safe characters: an id and 35 random bytes. */
export const LONG_TOKEN: SecretForm = {
  name: 'long-token',
  kind: 'token',
  prefix: '',
  encoding: 'base64url',
  entropyBytes: 35,
  carriesId: true,
  length: 58,
};

/** The same 58 characters, for an authorization code. */
export const LONG_CODE: SecretForm = { ...LONG_TOKEN, name: 'long-code', kind: 'code' };

/** 20 letters and digits: a session id that must survive in a cookie without escapes. */
export const COOKIE_SESSION: SecretForm = {
  name: 'cookie-session',
  kind: 'session',
  prefix: '',
  encoding: 'alphanumeric',
  entropyBytes: 15,
  carriesId: false,
  length: 20,
};

/** 43 URL-safe characters: an id and 24 random bytes. */
export const SESSION: SecretForm = {
  name: 'session',
  kind: 'session',
  prefix: '',
  encoding: 'base64url',
  entropyBytes: 24,
  carriesId: true,
  length: 43,
};

/** `tat_` and 52 URL-safe characters: the server's own access token, in a form that secret scanners can find. */
export const ACCESS_TOKEN: SecretForm = {
  name: 'access-token',
  kind: 'token',
  prefix: 'tat_',
  encoding: 'base64url',
  entropyBytes: 31,
  carriesId: true,
  length: 56,
};

/** `trt_` and 52 URL-safe characters: the server's own refresh token. */
export const REFRESH_TOKEN: SecretForm = {
  name: 'refresh-token',
  kind: 'token',
  prefix: 'trt_',
  encoding: 'base64url',
  entropyBytes: 31,
  carriesId: true,
  length: 56,
};

/** 32 URL-safe characters: an id and 16 random bytes. A code that a person hands to a client to end a delegation's exchange. */
export const VERIFIER: SecretForm = {
  name: 'verifier',
  kind: 'code',
  prefix: '',
  encoding: 'base64url',
  entropyBytes: 16,
  carriesId: true,
  length: 32,
};

/** 43 URL-safe characters: 32 random bytes by which a browser is known. Kept in no table of its own, so it is never looked up. */
export const BROWSER: SecretForm = {
  name: 'browser',
  kind: 'code',
  prefix: '',
  encoding: 'base64url',
  entropyBytes: 32,
  carriesId: false,
  length: 43,
};

/** 48 URL-safe characters: an id and 28 random bytes, by which a browser names a question that its client has deposited. */
export const DEPOSIT: SecretForm = {
  name: 'deposit',
  kind: 'code',
  prefix: '',
  encoding: 'base64url',
  entropyBytes: 28,
  carriesId: true,
  length: 48,
};

/** `tdc_` and 52 URL-safe characters: the secret by which a device asks whether a person has answered elsewhere. */
export const DEVICE_CODE: SecretForm = {
  name: 'device-code',
  kind: 'code',
  prefix: 'tdc_',
  encoding: 'base64url',
  entropyBytes: 31,
  carriesId: true,
  length: 56,
};

export const SECRET_FORMS: readonly SecretForm[] = [
  TICKET,
  LONG_TOKEN,
  LONG_CODE,
  VERIFIER,
  DEPOSIT,
  DEVICE_CODE,
  COOKIE_SESSION,
  SESSION,
  ACCESS_TOKEN,
  REFRESH_TOKEN,
];
