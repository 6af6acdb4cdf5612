import { readFormText } from '../../formats/form.ts';
import type { ServiceStackContract } from './contract.ts';

/** The page that a browser without credentials is sent to, under the prefix. */
export const SIGN_IN_PATH = '/login';

/** How an answer is asked for, which belongs to no operation. */
const OF_THE_PLATFORM: readonly string[] = ['format', 'callback'];

/**
 * Where a browser without credentials is sent, with the address that it comes back to.
 *
 * Of that address's query only what the operation knows is kept: a caller may have put a password or a token there, and an address that we
 * write ends up in histories and logs.
 * @param url the site's own, without a trailing slash
 * @param target path and query of the request
 */
export function signInAddress(
  host: { readonly contract: ServiceStackContract; readonly prefix: string; readonly url: string },
  operation: string,
  target: string,
): string {
  const { contract, prefix, url } = host;
  const members = Object.keys(contract.operations[operation]?.request.members ?? {});
  const known = new Set([...OF_THE_PLATFORM, ...members].map((name) => name.toLowerCase()));
  const [path = '', query = ''] = split(target);
  const kept = query.split('&').filter((piece) => known.has(nameIn(piece)));
  const back = kept.length === 0 ? path : `${path}?${kept.join('&')}`;
  return `${url}${prefix}${SIGN_IN_PATH}?redirect=${encodeURIComponent(url + back)}`;
}

/** What stands behind the `#` of the address that a failed login is sent back to, in the framework's words: `f=Invalid+Username+or+Password`. */
export function failureFragment(message: string): string {
  return `f=${encodeURIComponent(message).replaceAll('%20', '+')}`;
}

function split(target: string): readonly [string, string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

function nameIn(piece: string): string {
  return (readFormText(piece.split('=', 1)[0] ?? '', 'literal') ?? '').toLowerCase();
}

/**
 * An address that a caller wants a browser sent to, made whole; undefined unless it is one of this site, so that nobody is sent elsewhere in its name.
 * @param url the site's own
 */
export function localAddress(url: string, wanted: string | undefined): string | undefined {
  if (wanted === undefined || wanted === '' || !URL.canParse(wanted, url)) return undefined;
  const address = new URL(wanted, url);
  return address.origin === new URL(url).origin && address.username === '' && address.password === ''
    ? address.href
    : undefined;
}
