/** Proofs of possession for tests (RFC 9449), each about one request. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { fingerprint } from '../../src/core/secrets.ts';

export interface ProofMaker {
  /** The name that follows from the key. */
  readonly thumbprint: string;
  /** @param differences claims, and `header` for members of the header, that aren't as they should be */
  prove(about: ProofSubject, differences?: Readonly<Record<string, unknown>>): Promise<string>;
}

export interface ProofSubject {
  readonly method: string;
  readonly url: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The access token that it goes with. */
  readonly token?: string;
}

let serial = 0;

/** A holder of a fresh key. */
export async function createProofMaker(algorithm = 'ES256'): Promise<ProofMaker> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return {
    thumbprint: await calculateJwkThumbprint(jwk),
    async prove({ method, url, now, token }, { header, ...differences } = {}) {
      serial += 1;
      const ath = token === undefined ? {} : { ath: fingerprint(token) };
      const claims = { htm: method, htu: url, iat: Math.floor(now / 1000), jti: `proof-${serial}`, ...ath };
      return new SignJWT({ ...claims, ...differences })
        .setProtectedHeader({ alg: algorithm, typ: 'dpop+jwt', jwk, ...(header as object) })
        .sign(privateKey);
    },
  };
}
