/**
 * Secrets: how they are written, recognised and remembered. The only part of the core that touches `node:crypto`.
 *
 * A secret is text that opens something. It leaves this module in an answer, once, and stays only as its SHA-256 `Fingerprint`, a type of
 * its own, so that the compiler refuses to store or log the one where the other is meant.
 */
import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Fingerprint } from './model/fingerprint.ts';
import { ID_BYTES, SECRET_FORMS, type SecretForm, type SecretKind } from './model/secret-form.ts';

/** Yields bytes; asked again when an encoding can't use what it gave. At most 64 at a time. */
export type Entropy = (bytes: number) => Uint8Array;

/** A presented secret, ready to be looked up. */
export interface SecretReference {
  readonly kind: SecretKind;
  readonly fingerprint: Fingerprint;
  /** The id that stands in the text, when its form has one. */
  readonly id: bigint | undefined;
}

/** A fresh secret: the text for its one answer, and what is kept. */
export interface NewSecret {
  readonly text: string;
  readonly fingerprint: Fingerprint;
}

/** The largest id: ids are positive 64-bit integers in both stores. */
const LARGEST_ID = 2n ** 63n - 1n;

export function fingerprint(text: string): Fingerprint {
  return hash('sha256', text, 'base64url') as Fingerprint;
}

/** Whether a presented text is the secret behind a fingerprint, in constant time. */
export function matches(text: string, kept: Fingerprint): boolean {
  return sameFingerprint(fingerprint(text), kept);
}

/** A SHA-256 in base64url. */
const FINGERPRINT_LENGTH = 43;

/** Where two fingerprints are put to be compared: making buffers for it would cost more than comparing does. */
const LEFT = Buffer.alloc(FINGERPRINT_LENGTH);
const RIGHT = Buffer.alloc(FINGERPRINT_LENGTH);

/** Compares in constant time. */
export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  if (a.length !== FINGERPRINT_LENGTH || b.length !== FINGERPRINT_LENGTH) return false;
  LEFT.write(a, 'latin1');
  RIGHT.write(b, 'latin1');
  return timingSafeEqual(LEFT, RIGHT);
}

/** Writes a secret in a form. The id is left out where the form has no room for it. */
export function writeSecret(form: SecretForm, id: bigint, entropy: Entropy): NewSecret {
  const text = form.encoding === 'alphanumeric' ? alphanumeric(form, entropy) : encoded(form, id, entropy);
  return { text, fingerprint: fingerprint(text) };
}

function encoded(form: SecretForm, id: bigint, entropy: Entropy): string {
  const random = entropy(form.entropyBytes);
  if (!form.carriesId) return form.prefix + Buffer.from(random).toString(form.encoding as BufferEncoding);
  const bytes = Buffer.allocUnsafe(ID_BYTES + form.entropyBytes);
  bytes.writeBigUInt64BE(id, 0);
  bytes.set(random, ID_BYTES);
  return form.prefix + bytes.toString(form.encoding as BufferEncoding);
}

function alphanumeric(form: SecretForm, entropy: Entropy): string {
  for (;;) {
    const text = Buffer.from(entropy(form.entropyBytes)).toString('base64');
    if (/^[A-Za-z0-9]+$/.test(text)) return text;
  }
}

/** Reads a presented text as a secret of a form, or says undefined when it can't be one. */
export function readSecret(form: SecretForm, text: string): SecretReference | undefined {
  if (text.length !== form.length || !text.startsWith(form.prefix) || !ALPHABETS[form.encoding].test(text)) {
    return undefined;
  }
  if (!form.carriesId) return { kind: form.kind, fingerprint: fingerprint(text), id: undefined };
  const id = readId(text, form.prefix.length);
  return id > LARGEST_ID ? undefined : { kind: form.kind, fingerprint: fingerprint(text), id };
}

/** Eleven characters hold eight bytes and two bits of the next. */
const ID_CHARACTERS = 11;
const ID = Buffer.alloc(ID_BYTES);

function readId(text: string, at: number): bigint {
  // Into bytes that are there: making some for it would cost more than reading does.
  ID.write(text.slice(at, at + ID_CHARACTERS), 'base64url');
  return ID.readBigUInt64BE(0);
}

const ALPHABETS = { base64: /^[A-Za-z0-9+/]+={0,2}$/, base64url: /^[A-Za-z0-9_-]+$/, alphanumeric: /^[A-Za-z0-9]+$/ };

/** Reads any text as whatever session or token of this server it may be. Codes are never recognised: they are only redeemed. */
export function recogniseSecret(text: string): SecretReference | undefined {
  for (const form of SECRET_FORMS) {
    if (form.kind === 'code') continue;
    const found = readSecret(form, text);
    if (found !== undefined) return found;
  }
  return readSigned(text);
}

/** The longest signed token that is looked at. */
const LONGEST_SIGNED = 8192;

/**
 * Reads a signed token (RFC 7519) by the id in its `jti`. Its signature needs no check here: what is kept is the fingerprint of the whole
 * text, so only the very bytes that this server wrote are found.
 */
function readSigned(text: string): SecretReference | undefined {
  if (text.length > LONGEST_SIGNED) return undefined;
  const parts = text.split('.');
  if (parts.length !== 3) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString());
    if (typeof claims !== 'object' || claims === null || !('jti' in claims) || typeof claims.jti !== 'string') {
      return undefined;
    }
    const id = signedIdOf(claims.jti);
    return id === undefined ? undefined : { kind: 'token', fingerprint: fingerprint(text), id };
  } catch {
    return undefined;
  }
}

/** The `jti` that a signed token carries for an id: 16 hexadecimal digits. */
export function jtiOf(id: bigint): string {
  return id.toString(16).padStart(16, '0');
}

function signedIdOf(jti: string): bigint | undefined {
  if (!/^[0-7][0-9a-f]{15}$/.test(jti)) return undefined;
  return BigInt(`0x${jti}`);
}

/** The server's key, imported: doing that for each derivation would cost several times what the derivation does. */
export type ServerKey = KeyObject;

/** @param bytes 32 of them, secret */
export function importServerKey(bytes: Uint8Array): ServerKey {
  return createSecretKey(bytes);
}

/**
 * A stream of bytes that follows from a presented secret, the id of its successor and the server's key alone. A repeated refresh is answered with
 * the very same tokens, on any node and after any restart, though nothing secret is stored.
 */
export function deriveEntropy(serverKey: ServerKey, presented: string, id: bigint): Entropy {
  let block = 0;
  let left: Uint8Array = NOTHING;
  return (bytes) => {
    if (left.length < bytes) {
      left = createHmac('sha512', serverKey).update(`successor\0${id}\0${block}\0${presented}`).digest();
      block += 1;
    }
    const drawn = left.subarray(0, bytes);
    left = left.subarray(bytes);
    return drawn;
  };
}

/**
 * A mark under which attempts at a name are counted: the same on every node, and good for nothing else. It is made with the server's key, because
 * people type passwords where names belong, and a plain hash of one could be guessed.
 */
export function nameMark(serverKey: ServerKey, name: string): string {
  return createHmac('sha256', serverKey).update(`name\0${name}`).digest('base64url');
}

const NOTHING = new Uint8Array(0);

/**
 * What is kept of a secret that is short enough to be found by trying all: nobody can try them without the server's key.
 * @param purpose what the text is for; the same text is another fingerprint for another purpose
 */
export function keyedFingerprint(serverKey: ServerKey, purpose: string, text: string): Fingerprint {
  return createHmac('sha256', serverKey).update(`${purpose}\0${text}`).digest('base64url') as Fingerprint;
}

/** 32 capital hexadecimal digits out of 16 random bytes: for wires whose clients take pairs apart without decoding anything. */
export function drawHex(entropy: Entropy): string {
  return Buffer.from(entropy(16)).toString('hex').toUpperCase();
}

/** Whether a text was authenticated with this key (RFC 2104), in constant time. @param mac base64 */
export function answersMac(algorithm: 'sha1' | 'sha256', key: string, text: string, mac: string): boolean {
  const expected = createHmac(algorithm, key).update(text).digest();
  const presented = Buffer.from(mac, 'base64');
  return expected.length === presented.length && timingSafeEqual(expected, presented);
}

/** Whether two texts are the same, in constant time. */
export function sameText(a: string, b: string): boolean {
  return sameFingerprint(fingerprint(a), fingerprint(b));
}

/** Decimal digits, each as likely as any other. @param count nine at most */
export function drawDigits(entropy: Entropy, count: number): string {
  const size = 10 ** count;
  const bound = Math.floor(2 ** 32 / size) * size;
  for (;;) {
    const drawn = Buffer.from(entropy(4)).readUInt32BE(0);
    // Beyond the last whole round of digits, the low ones would come up more often.
    if (drawn < bound) return String(drawn % size).padStart(count, '0');
  }
}

/** Letters of an alphabet, each as likely as any other. @param alphabet 256 letters at most */
export function drawLetters(entropy: Entropy, alphabet: string, count: number): string {
  const bound = Math.floor(256 / alphabet.length) * alphabet.length;
  let letters = '';
  while (letters.length < count) {
    for (const drawn of entropy(count)) {
      // Beyond the last whole round of the alphabet, its first letters would come up more often.
      if (drawn < bound && letters.length < count) letters += alphabet.charAt(drawn % alphabet.length);
    }
  }
  return letters;
}

/** RFC 7636 section 4.6: whether a verifier answers a challenge, in constant time. */
export function answersChallenge(verifier: string, challenge: string, method: 'S256' | 'plain'): boolean {
  const answer = method === 'S256' ? challengeOf(verifier) : verifier;
  return sameFingerprint(fingerprint(answer), fingerprint(challenge));
}

/** The S256 challenge of a verifier (RFC 7636 section 4.2). */
export function challengeOf(verifier: string): string {
  return hash('sha256', verifier, 'base64url');
}
