/**
 * What a caller presents to say who they are: `Authorization`, the framework's own headers, or its cookies.
 *
 * `Authorization: Basic` goes before a token in a cookie, a token before a session. `ss-opt` tells which of two ids is the session's: `ss-pid` when
 * it says `perm`, else `ss-id` (reference, servicestack-webapi sections 6 and 7). Junk and empty values count as absent.
 */
import type { Call } from '../../platforms/servicestack/index.ts';
import { OPTIONS, PERMANENT_ID, SESSION_ID, TOKEN } from './session-cookies.ts';

export interface PresentedToken {
  readonly text: string;
  readonly from: 'header' | 'cookie';
}

/** The token of `Authorization: Bearer`, whose scheme may be in any letter case, else that of the cookie. */
export function presentedToken(call: Call): PresentedToken | undefined {
  const text = authorization(call, 'bearer');
  if (text !== undefined) return { text, from: 'header' };
  const kept = call.cookies.get(TOKEN);
  return kept === undefined ? undefined : { text: kept, from: 'cookie' };
}

export interface PresentedPassword {
  readonly name: string;
  readonly password: string;
}

/** Name and password of `Authorization: Basic` in UTF-8 (RFC 7617 section 2.1); undefined when there are none in it. */
export function presentedPassword(call: Call): PresentedPassword | undefined {
  const encoded = authorization(call, 'basic');
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  // U+FFFD stands for bytes that are no text: two different passwords must not become one.
  if (colon < 1 || colon === pair.length - 1 || pair.includes('\ufffd')) return undefined;
  return { name: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

function authorization({ request }: Call, scheme: string): string | undefined {
  const value = request.headers.authorization;
  if (value?.slice(0, scheme.length + 1).toLowerCase() !== `${scheme} `) return undefined;
  const text = value.slice(scheme.length + 1).trim();
  return text === '' ? undefined : text;
}

/** The id of the session that is meant: each of the three is looked for in its `X-` header, then among the cookies. */
export function presentedSession(call: Call): string | undefined {
  const isPermanent = presented(call, OPTIONS)?.includes('perm') === true;
  return presented(call, isPermanent ? PERMANENT_ID : SESSION_ID);
}

function presented({ request, cookies }: Call, name: string): string | undefined {
  const header = request.headers[`x-${name}`];
  return typeof header === 'string' && header !== '' ? header : cookies.get(name);
}
