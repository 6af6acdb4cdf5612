import type { Form } from './form.ts';

/**
 * The text that an OAuth 1 signature is made over (RFC 5849 section 3.4.1): the method, the address without its query, and all parameters but the
 * signature, sorted by their encoded names and then their encoded values.
 * @param address absolute, with any query left out by this function
 */
export function oauth1BaseString(method: string, address: URL, parameters: Form): string {
  const pairs = parameters
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [percentEncoded(name), percentEncoded(value)] as const)
    .toSorted(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map(([name, value]) => `${name}=${value}`);
  // A URL's origin has a small scheme and host, and no port where it is the scheme's own: what section 3.4.1.2 asks for.
  const base = `${address.origin}${address.pathname}`;
  return [method.toUpperCase(), base, pairs.join('&')].map(percentEncoded).join('&');
}

/** What is encoded is ASCII, so comparing by code unit is comparing by byte. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** RFC 5849 section 3.6: all but letters, digits and `-._~`. A lone surrogate, which no encoding can carry, becomes U+FFFD. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
