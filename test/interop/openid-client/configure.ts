import * as client from 'openid-client';
import type { Issuer } from '../issuer.ts';

/** What an application does with the library before anything else: it finds the server by its address, and knows itself. HTTP is allowed, and nothing else said. */
export function configure(
  { url }: Pick<Issuer, 'url'>,
  clientId: string,
  proof: string | client.ClientAuth,
  metadata: Partial<client.ClientMetadata> = {},
): Promise<client.Configuration> {
  const execute = [client.allowInsecureRequests];
  return typeof proof === 'string'
    ? client.discovery(url, clientId, { ...metadata, client_secret: proof }, undefined, { execute })
    : client.discovery(url, clientId, metadata, proof, { execute });
}
