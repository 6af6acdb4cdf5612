import type { SigningAlgorithm, SigningKey } from '../model/signing-key.ts';

/** Makes key pairs for signing. The private half leaves it sealed only. */
export interface KeyMaker {
  make(algorithm: SigningAlgorithm): Promise<Pick<SigningKey, 'id' | 'publicJwk' | 'sealedPrivate'>>;
}
