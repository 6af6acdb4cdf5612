import * as oauth from 'oauth4webapi';
import type { Issuer } from '../issuer.ts';

/** The one setting: HTTP is allowed. The library wants it said with each request. */
export const ON_LOOPBACK = { [oauth.allowInsecureRequests]: true };

/** What the server tells of itself, in either of its documents. */
export async function discover(
  { url }: Pick<Issuer, 'url'>,
  algorithm: 'oidc' | 'oauth2' = 'oauth2',
): Promise<oauth.AuthorizationServer> {
  const response = await oauth.discoveryRequest(url, { algorithm, ...ON_LOOPBACK });
  return oauth.processDiscoveryResponse(url, response);
}
