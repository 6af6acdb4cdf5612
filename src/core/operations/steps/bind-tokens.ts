import type { Client } from '../../model/client.ts';
import { no, type Result, yes } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { capToClient } from './cap-to-client.ts';
import { checkKeyProof, type KeyProof } from './check-key-proof.ts';
import { narrowScope } from './narrow-scope.ts';

/** What a client may ask besides, for the tokens that it is given. */
export interface Bindings {
  /** The resources that the access token is to be for; none means this server itself. */
  readonly audience?: readonly string[] | undefined;
  /** Shows the key that the tokens are to be bound to. */
  readonly keyProof?: KeyProof | undefined;
}

/**
 * The key that new tokens are bound to, undefined for none. A client that must bind its tokens, and a token that is bound already, need a proof.
 * @param already the key that what is being exchanged is bound to
 */
export async function bindingKey(
  world: World,
  client: Client,
  keyProof: KeyProof | undefined,
  already?: string,
): Promise<Result<string | undefined>> {
  if (keyProof === undefined) {
    return client.keyBinding === 'required' || already !== undefined
      ? no({ code: 'key-proof-rejected', why: 'missing' }, { clientId: client.id })
      : yes(undefined);
  }
  const proven = await checkKeyProof(world, keyProof);
  if (!proven.ok) return { ...proven, about: { clientId: client.id } };
  return already === undefined || already === proven.value
    ? proven
    : no({ code: 'key-proof-rejected', why: 'other-key' }, { clientId: client.id });
}

/**
 * The resources that a token is for when some are asked for within a bound (RFC 8707 section 2.2); undefined when more were asked than the bound holds.
 * @returns space-separated, empty for this server itself
 */
export function narrowAudience(bound: string, asked: readonly string[] | undefined): string | undefined {
  return asked === undefined || asked.length === 0 ? bound : narrowScope(bound, asked.join(' '));
}

/** The same for a client that asks anew: within all that it has business with. Whoever names none asks for this server itself. */
export function chooseAudience({ audiences }: Client, asked: readonly string[] | undefined): string | undefined {
  return asked === undefined ? '' : narrowAudience(audiences.join(' '), asked);
}

/** The same for a client that was given some before: within what is left of that, should its record have been narrowed since. */
export function keepAudience(
  { audiences }: Client,
  given: string,
  asked: readonly string[] | undefined,
): string | undefined {
  const left = capToClient(audiences, given);
  return left === undefined ? undefined : narrowAudience(left, asked);
}
