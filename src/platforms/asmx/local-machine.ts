import type { HttpRequest } from '../../http/exchange.ts';

const LOCAL_ADDRESS = /^(?:127\.|::1$|::ffff:127\.)/;
const LOCAL_HOST = /^(?:localhost|127\.[0-9.]+|\[::1\])(?::[0-9]+)?$/i;

/** What a proxy adds, whose requests come from this machine when it stands on it. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const;

/**
 * Whether somebody at this machine asks for themselves: the connection comes from here, no proxy says that it stands between, and the site was
 * called by a name that means this machine. The last keeps out pages of strangers whose own name was made to point here.
 */
export function isFromLocalMachine({ ip, headers }: HttpRequest): boolean {
  if (!LOCAL_ADDRESS.test(ip) || !LOCAL_HOST.test(headers.host ?? '')) return false;
  return FORWARDED.every((name) => headers[name] === undefined);
}

/**
 * Whether a form was sent by one of our own pages, or by no page at all. A browser says where a form comes from in `Sec-Fetch-Site`, older ones
 * in `Origin`.
 */
export function isFromOwnPage({ headers }: HttpRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  return origin === undefined || origin.replace(/^https?:\/\//, '') === headers.host;
}
