import type { Client, Permit } from '../../model/client.ts';
import { isConfidential, isPermitted } from '../../model/client.ts';
import { no, type Result, yes } from '../../refusal.ts';
import { fingerprint, sameFingerprint } from '../../secrets.ts';
import type { World } from '../../world.ts';
import { type ClientStatement, checkClientStatement } from './check-client-statement.ts';
import { whenFound } from './when-found.ts';

/** How a client application proves itself. A public client has no secret and sends none. */
export interface ClientProof {
  readonly id: string;
  readonly secret: string | undefined;
  /** Where the secret stood, on a wire that has two places for it. */
  readonly place?: 'header' | 'body';
  /** Signed by the client, in place of a secret. */
  readonly statement?: ClientStatement;
}

/**
 * Finds the client and checks its proof, then whether it may ask this. Unknown, disabled and wrongly proven are one refusal, so that
 * nobody learns which identifiers exist.
 * @param permits any one of them is enough; none asked means that being a confidential client is enough
 */
export function authenticateClient(
  world: World,
  proof: ClientProof,
  ...permits: readonly Permit[]
): Result<Client> | Promise<Result<Client>> {
  const { statement } = proof;
  return whenFound(world.store.findClient(proof.id), (client) =>
    statement === undefined
      ? admit(client, isProven(client, proof), permits)
      : isProvenBySignature(world, client, proof, statement).then((proven) => admit(client, proven, permits)),
  );
}

function admit(client: Client | undefined, isProven: boolean, permits: readonly Permit[]): Result<Client> {
  if (client === undefined || !isProven) return no({ code: 'client-rejected' });
  if (permits.length === 0) {
    // Whoever may ask without a permit must at least have proved who it is.
    return isConfidential(client) ? yes(client) : no({ code: 'client-not-permitted' }, { clientId: client.id });
  }
  if (!permits.some((permit) => isPermitted(client, permit))) {
    return no({ code: 'client-not-permitted' }, { clientId: client.id });
  }
  return yes(client);
}

function isProven(client: Client | undefined, { secret, place }: ClientProof): boolean {
  // Hashed before anything is decided, so that an unknown identifier costs what a wrong secret does.
  const presented = fingerprint(secret ?? '');
  if (client === undefined || client.disabledAt !== undefined) return false;
  switch (client.proof) {
    case 'none':
      return secret === undefined;
    case 'signature':
      return false;
    case 'secret-in-header':
      if (place === 'body') return false;
      break;
    case 'secret-in-body':
      if (place === 'header') return false;
      break;
    case 'secret':
  }
  const { secretFingerprint } = client;
  return secret !== undefined && secretFingerprint !== undefined && sameFingerprint(presented, secretFingerprint);
}

async function isProvenBySignature(
  world: World,
  client: Client | undefined,
  { secret }: ClientProof,
  statement: ClientStatement,
): Promise<boolean> {
  if (client === undefined || client.disabledAt !== undefined) return false;
  if (client.proof !== 'signature' || secret !== undefined) return false;
  return checkClientStatement(world, client, statement);
}
