import type { HttpRequest } from '../../http/exchange.ts';

/** A host name, an IPv4 address or an IPv6 address in brackets, with or without a port: nothing that could mean more inside a URL or a page. */
const AUTHORITY = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$/;

/**
 * What the client calls this site, scheme included and without a trailing slash. The host is that of the request, since a toolkit posts to the
 * address that the description tells it; the scheme is that of the site's own URL, since encryption may have ended on the way to us.
 * @param url how the site knows itself, taken whole when the request names no proper host
 */
export function siteAddress(request: HttpRequest, url: string): string {
  const { host } = request.headers;
  if (host === undefined || !AUTHORITY.test(host)) return url;
  return `${url.slice(0, url.indexOf('://'))}://${host}`;
}
