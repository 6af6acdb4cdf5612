import type { Caller } from '../model/audit-entry.ts';
import { isPermitted } from '../model/client.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { authenticateClient, type ClientProof } from './steps/authenticate-client.ts';
import { changeEntry } from './steps/change-entry.ts';
import { clientOf, findCredential } from './steps/find-credential.ts';

export interface CredentialRevocation {
  readonly caller: Caller;
  readonly client: ClientProof;
  readonly text: string;
  /** Refuse with `elsewhere`, doing nothing, when another site is the account's home. */
  readonly atHomeOnly: boolean;
}

export interface Revocation {
  /** False when there was nothing left to revoke; most wires don't tell (RFC 7009 section 2.2). */
  readonly revoked: boolean;
}

/**
 * A client ends a credential and all that descends from the same logon or grant, in every dialect (RFC 7009 section 2.1). Anything that is
 * unknown or has ended already is a yes.
 *
 * A client may end what was issued to it; one with the permit `introspection` may end anything.
 */
export async function revokeCredential(world: World, input: CredentialRevocation): Promise<Result<Revocation>> {
  const { caller } = input;
  const proven = await authenticateClient(
    world,
    input.client,
    'code',
    'refresh',
    'client-credentials',
    'introspection',
  );
  if (!proven.ok) return proven;
  const client = proven.value;
  const credential = await findCredential(world, input.text);
  if (credential === undefined) return yes({ revoked: false });
  const { family, account } = credential;
  const about = { clientId: client.id, accountId: account?.id, familyId: family.id };
  if (clientOf(credential) !== client.id && !isPermitted(client, 'introspection')) {
    return no({ code: 'grant-rejected', why: 'not-yours' }, about);
  }
  if (input.atHomeOnly && account !== undefined && account.homeSite !== caller.site) {
    return no({ code: 'elsewhere', site: account.homeSite }, about);
  }
  if (family.revokedAt !== undefined) return yes({ revoked: false });
  const at = world.clock.now();
  const entry = changeEntry(world, 'revoke-credential', caller, at, about);
  return yes({ revoked: (await world.store.revokeFamily(family.id, 'asked', at, entry)) === 'won' });
}
