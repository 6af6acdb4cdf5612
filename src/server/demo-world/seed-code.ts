import type { NewCode } from '../../core/ports/store.ts';
import { challengeOf } from '../../core/secrets.ts';
import { SEED_CLIENT } from './clients.ts';

/** Whose secret it is, who gave it, and until when it can be redeemed. */
type Given = Pick<NewCode, 'id' | 'fingerprint' | 'accountId' | 'expiresAt'>;

/** A code that a person has given the seed pages' client, with the challenge of the verifier that they print. */
export function seedCode({ id, fingerprint, accountId, expiresAt }: Given): NewCode {
  return {
    id,
    fingerprint,
    clientId: SEED_CLIENT.id,
    accountId,
    redirectUri: SEED_CLIENT.redirectUri,
    challenge: challengeOf(SEED_CLIENT.codeVerifier),
    challengeMethod: 'S256',
    scope: SEED_CLIENT.scope,
    nonce: undefined,
    reference: undefined,
    audience: undefined,
    boundTo: undefined,
    authenticatedAt: undefined,
    expiresAt,
  };
}
