import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { exportJWK } from 'jose/key/export';
import type { SigningAlgorithm } from '../core/model/signing-key.ts';
import type { KeyMaker } from '../core/ports/key-maker.ts';
import type { Sealing } from '../core/ports/sealing.ts';

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** RFC 7518 section 3.3 asks for 2048 bits at least; a larger key makes every signature several times as dear. */
const RSA_BITS = 2048;

const PAIRS: Readonly<Record<SigningAlgorithm, () => Promise<Pair>>> = {
  EdDSA: () => generate('ed25519'),
  ES256: () => generate('ec', { namedCurve: 'P-256' }),
  RS256: () => generate('rsa', { modulusLength: RSA_BITS }),
};

/** What a sealed private key may be opened for. */
export const PRIVATE_KEY_PURPOSE = 'signing key';

/** Makes keys off the event loop, with the operating system's randomness. */
export function createKeyMaker(sealing: Sealing): KeyMaker {
  return { make: async (algorithm) => sealPair(await PAIRS[algorithm](), sealing) };
}

/** A key pair as it is kept: named by its thumbprint, the private half sealed. */
export async function sealPair({ privateKey, publicKey }: Pair, sealing: Sealing) {
  const publicJwk = await exportJWK(publicKey);
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
  return {
    id: await calculateJwkThumbprint(publicJwk),
    publicJwk: JSON.stringify(publicJwk),
    sealedPrivate: sealing.seal(pkcs8, PRIVATE_KEY_PURPOSE),
  };
}
