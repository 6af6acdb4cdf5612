import type { Client, Permit } from '../../model/client.ts';
import { isPermitted } from '../../model/client.ts';
import { no, type Result, yes } from '../../refusal.ts';
import { fingerprint, sameFingerprint } from '../../secrets.ts';
import type { World } from '../../world.ts';

/** How a client application proves itself. A public client has no secret and sends none. */
export interface ClientProof {
  readonly id: string;
  readonly secret: string | undefined;
}

/**
 * Finds the client and checks its secret, then whether it may ask this. Unknown, disabled and wrongly proven are one refusal, so that
 * nobody learns which identifiers exist.
 * @param permits any one of them is enough; none asked means that being a confidential client is enough
 */
export async function authenticateClient(
  world: World,
  proof: ClientProof,
  ...permits: readonly Permit[]
): Promise<Result<Client>> {
  const client = await world.store.findClient(proof.id);
  if (!isProven(client, proof.secret)) return no({ code: 'client-rejected' });
  if (permits.length === 0) {
    // Whoever may ask without a permit must at least hold a secret.
    return client.secretFingerprint === undefined
      ? no({ code: 'client-not-permitted' }, { clientId: client.id })
      : yes(client);
  }
  if (!permits.some((permit) => isPermitted(client, permit))) {
    return no({ code: 'client-not-permitted' }, { clientId: client.id });
  }
  return yes(client);
}

function isProven(client: Client | undefined, secret: string | undefined): client is Client {
  // Hashed before anything is decided, so that an unknown identifier costs what a wrong secret does.
  const presented = fingerprint(secret ?? '');
  if (client === undefined || client.disabledAt !== undefined) return false;
  if (client.secretFingerprint === undefined) return secret === undefined;
  return secret !== undefined && sameFingerprint(presented, client.secretFingerprint);
}
