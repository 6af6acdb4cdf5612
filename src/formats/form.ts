/**
 * Reading and writing `application/x-www-form-urlencoded`: request bodies and query strings.
 *
 * A form is its pairs in the order in which they were sent, with names as they were sent: whether case matters, whether a name may come
 * twice and what an empty value means is the wire's to say, not this module's. `+` is a space, pairs are split on `&` only, and bytes that
 * aren't UTF-8 are never replaced, since what stands in a form may be a password. Compare the WHATWG URL standard, section 5.
 */

export type FormPair = readonly [name: string, value: string];

/** In the order in which they were sent. */
export type Form = readonly FormPair[];

export type FormFault =
  /** A byte sequence, as it was sent or as its escapes spell it, that is no UTF-8. */
  | 'not-utf-8'
  /** A `%` without two hexadecimal digits after it. */
  | 'broken-escape'
  /** More than `largestForm` pairs. */
  | 'too-many-fields';

export type FormReading =
  | { readonly ok: true; readonly form: Form }
  | { readonly ok: false; readonly fault: FormFault };

/**
 * How escapes are taken. `strict` reports one that is broken or spells no UTF-8. `literal` keeps such an escape as the characters that were
 * sent, which is what .NET's `Uri.UnescapeDataString` does.
 */
export type EscapeManner = 'strict' | 'literal';

/** The most pairs that one form may have. */
export const largestForm = 1000;

/** A byte order mark at the start is dropped. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a request body. A piece without `=` is a name with an empty value, and empty pieces between two `&` are nothing. */
export function readForm(bytes: Uint8Array, manner: EscapeManner = 'strict'): FormReading {
  let text: string;
  try {
    text = UTF_8.decode(bytes);
  } catch {
    return { ok: false, fault: 'not-utf-8' };
  }
  return readPairs(text, manner);
}

/**
 * Reads the query string of a request target: what follows the first `?`, or an empty form when there is none.
 * @param target as `node:http` gives it, which is one character for each byte
 */
export function readQuery(target: string, manner: EscapeManner = 'strict'): FormReading {
  const start = target.indexOf('?');
  return start < 0 ? { ok: true, form: [] } : readForm(Buffer.from(target.slice(start + 1), 'latin1'), manner);
}

/** The value of the first pair of this name, or undefined when there is none. Names are compared as they are. */
export function fieldOf(form: Form, name: string): string | undefined {
  for (const pair of form) if (pair[0] === name) return pair[1];
  return undefined;
}

/** The values of every pair of this name, in order. */
export function fieldsOf(form: Form, name: string): readonly string[] {
  return form.filter((pair) => pair[0] === name).map((pair) => pair[1]);
}

/** The names that come more than once, each told once, in the order of their first repetition. */
export function repeatedFields(form: Form): readonly string[] {
  if (form.length < 2) return [];
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const [name] of form) (seen.has(name) ? repeated : seen).add(name);
  return [...repeated];
}

/** One name or value alone, outside of a form; undefined when an escape can't be taken and the manner is strict. */
export function readFormText(piece: string, manner: EscapeManner = 'strict'): string | undefined {
  const spaced = piece.includes('+') ? piece.replaceAll('+', ' ') : piece;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return manner === 'strict' ? undefined : spaced.replace(/(?:%[0-9A-Fa-f]{2})+/g, unescapedRun);
  }
}

/** Writes pairs so that any reader of forms gets them back. A lone surrogate, which no encoding can carry, becomes U+FFFD. */
export function writeForm(form: Form): string {
  return form.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&');
}

function readPairs(text: string, manner: EscapeManner): FormReading {
  const form: FormPair[] = [];
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('&', start);
    const end = found < 0 ? text.length : found;
    if (end > start) {
      if (form.length === largestForm) return { ok: false, fault: 'too-many-fields' };
      const piece = text.slice(start, end);
      const equals = piece.indexOf('=');
      const name = readFormText(equals < 0 ? piece : piece.slice(0, equals), manner);
      const value = equals < 0 ? '' : readFormText(piece.slice(equals + 1), manner);
      if (name === undefined || value === undefined) return { ok: false, fault: faultIn(piece) };
      form.push([name, value]);
    }
    start = end + 1;
  }
  return { ok: true, form };
}

/** Takes from a run of well-formed escapes whatever spells a character, and leaves the others standing. */
function unescapedRun(run: string): string {
  let text = '';
  for (let at = 0; at < run.length; ) {
    const end = at + 3 * sequenceLength(Number.parseInt(run.slice(at + 1, at + 3), 16));
    try {
      text += decodeURIComponent(run.slice(at, end));
      at = Math.min(end, run.length);
    } catch {
      text += run.slice(at, at + 3);
      at += 3;
    }
  }
  return text;
}

/** How many bytes the character has that begins with this one (RFC 3629 section 3). */
function sequenceLength(lead: number): number {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function faultIn(piece: string): FormFault {
  return /%(?![0-9A-Fa-f]{2})/.test(piece) ? 'broken-escape' : 'not-utf-8';
}

function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%20|[!'()~]/g, (found) =>
    found === '%20' ? '+' : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
