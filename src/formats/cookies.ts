/**
 * Reading the Cookie header (RFC 6265 section 5.4).
 *
 * Reading never fails: what isn't a cookie is passed over, because deployed clients that cut Set-Cookie at its commas send back pieces of
 * dates as if they were cookies. What a cookie means is the wire's to say.
 */

export type Cookies = ReadonlyMap<string, string>;

const NONE: Cookies = new Map();

/** A token of RFC 9110 section 5.6.2. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * The cookies of a request by name. A pair without `=`, with a name that none may have, or with an empty value counts as absent; of two of one
 * name the first counts, which a browser sends for the longer path. Quotes around a value are taken off.
 */
export function readCookies(header: string | undefined): Cookies {
  if (header === undefined) return NONE;
  const cookies = new Map<string, string>();
  for (const piece of header.split(';')) {
    const equals = piece.indexOf('=');
    if (equals < 0) continue;
    const name = piece.slice(0, equals).trim();
    const value = unquoted(piece.slice(equals + 1).trim());
    if (value !== '' && NAME.test(name) && !cookies.has(name)) cookies.set(name, value);
  }
  return cookies;
}

function unquoted(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
