import { createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import type { Signer } from '../core/ports/signer.ts';

/** RFC 8410 section 7: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Signs with Ed25519 (RFC 8037), whose signatures are deterministic: the same claims give the same token. The key follows from the server key,
 * so that every node that shares the one shares the other.
 *
 * Signing takes some twenty microseconds; a library that hands each signature to another thread and back takes twice as long for it.
 */
export async function createEd25519Signer(serverKey: Uint8Array): Promise<Signer> {
  const seed = Buffer.from(hkdfSync('sha256', serverKey, '', 'tessera ed25519 signing key', 32));
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicJwk = await exportJWK(createPublicKey(privateKey));
  const kid = await calculateJwkThumbprint(publicJwk);
  const keys = [{ ...publicJwk, kid, alg: 'EdDSA', use: 'sig' }];
  const header = base64url(JSON.stringify({ alg: 'EdDSA', typ: 'JWT', kid }));
  return {
    sign: async (claims) => {
      const input = `${header}.${base64url(JSON.stringify(claims))}`;
      return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
    },
    publicKeys: () => ({ keys }),
  };
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
