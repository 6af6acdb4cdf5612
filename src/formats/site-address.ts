/**
 * The address by which a client knows a site, as a service's description must tell it: toolkits post to what they are told.
 */

/** A host name, an IPv4 address or an IPv6 address in brackets, with or without a port: nothing that could mean more inside a URL or a page. */
const AUTHORITY = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$/;

export function isAuthority(text: string): boolean {
  return AUTHORITY.test(text);
}

/**
 * Scheme and host, without a trailing slash. The host is that of the request; the scheme is that of the site's own URL, since encryption may have
 * ended on the way here.
 * @param host the request's Host header
 * @param url how the site knows itself, taken whole when the request names no proper host
 */
export function siteAddress(host: string | undefined, url: string): string {
  if (host === undefined || !isAuthority(host)) return url;
  return `${url.slice(0, url.indexOf('://'))}://${host}`;
}
