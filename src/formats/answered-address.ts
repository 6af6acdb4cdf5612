import { type FormPair, writeForm } from './form.ts';

/**
 * A client's address with an answer in its query (RFC 6749 section 4.1.2). The address stays as it is, character by character: the client registered it so,
 * and may compare it.
 * @param told a pair without a value is left out
 */
export function answeredAddress(
  address: string,
  told: readonly (readonly [name: string, value: string | undefined])[],
): string {
  const pairs = told.filter((pair): pair is FormPair => pair[1] !== undefined);
  if (pairs.length === 0) return address;
  const at = address.indexOf('#');
  const [before, fragment] = at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at)];
  return `${before}${before.includes('?') ? '&' : '?'}${writeForm(pairs)}${fragment}`;
}
