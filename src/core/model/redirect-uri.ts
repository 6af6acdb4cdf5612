/** Where a client may have a person's browser sent back to. */
import { type Client, isConfidential } from './client.ts';

/**
 * Whether a redirect is one of the client's own: character by character (RFC 9700 section 4.1.3). A client without a secret may be an application on the
 * person's machine, which listens on whatever port is free, so of an address of this very machine its port doesn't count (RFC 8252 section 7.3).
 */
export function isRedirectOf(client: Client, redirectUri: string): boolean {
  return isAmong(client, client.redirectUris, redirectUri);
}

/** Whether people may be sent there after logging out, by the same rule: an application that listens on one port for both is one application. */
export function isLogoutAddressOf(client: Client, address: string): boolean {
  return isAmong(client, client.logoutUris, address);
}

function isAmong(client: Client, registered: readonly string[], address: string): boolean {
  if (registered.includes(address)) return true;
  const asked = isConfidential(client) ? undefined : withoutPort(address);
  return asked !== undefined && registered.some((own) => withoutPort(own) === asked);
}

/** Whether an answer sent there would cross a network in the clear, where everybody on its way could read the code (RFC 9700 section 2.6). */
export function isInTheClear(redirectUri: string): boolean {
  return /^http:/i.test(redirectUri) && withoutPort(redirectUri) === undefined;
}

const LOOPBACK = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::\d{1,5})?((?:[/?].*)?)$/s;

/** An address of this very machine without its port; undefined for any other. Nothing is decoded or folded: two ways to read an address are one too many. */
function withoutPort(redirectUri: string): string | undefined {
  const [, origin, rest] = LOOPBACK.exec(redirectUri) ?? [];
  return origin === undefined ? undefined : `${origin}${rest}`;
}
