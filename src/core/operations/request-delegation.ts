import type { Caller } from '../model/audit-entry.ts';
import type { DelegationRequest } from '../model/delegation-request.ts';
import { no, type Result, yes } from '../refusal.ts';
import { drawHex } from '../secrets.ts';
import type { World } from '../world.ts';
import { authenticateSigner, type SignedMessage } from './steps/authenticate-signer.ts';
import { changeEntry } from './steps/change-entry.ts';
import { closedDoor } from './steps/check-legacy-door.ts';

export interface DelegationWish {
  readonly caller: Caller;
  readonly message: SignedMessage;
  /** The ways in which the redirect that was sent can be read; one must be the client's own, character by character. */
  readonly redirects: readonly string[];
}

/** A pair, the public half and the secret, as the client is told it, once. */
export interface PublicPair {
  readonly id: string;
  readonly secret: string;
}

/** How long the client has until it exchanges the pair. People are asked in between. */
const LIFETIME_MS = 3600 * 1000;

/** What the secrets of these pairs are sealed for. */
export const EXCHANGE_SECRET = 'exchange secret';

/** A client that wants a person's delegation begins (RFC 5849 section 2.1): it gets the pair that it will ask the person with, and sign with. */
export async function requestDelegation(world: World, input: DelegationWish): Promise<Result<PublicPair>> {
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const signer = await authenticateSigner(world, input.message, '', 'delegation');
  if (!signer.ok) return signer;
  const client = signer.value;
  const closed = closedDoor(world, input.caller, 'delegation', client.id);
  if (closed !== undefined) return closed;
  const about = { clientId: client.id };
  const redirectUri = input.redirects.find((redirect) => client.redirectUris.includes(redirect));
  if (redirectUri === undefined) return no({ code: 'grant-rejected', why: 'redirect' }, about);
  const at = world.clock.now();
  const [id, secret] = [drawHex(world.random.bytes), drawHex(world.random.bytes)];
  const request: DelegationRequest = {
    id,
    sealedSecret: world.sealing.seal(secret, EXCHANGE_SECRET),
    clientId: client.id,
    redirectUri,
    requestedAt: at,
    expiresAt: at + LIFETIME_MS,
    spentAt: undefined,
  };
  await world.store.addDelegationRequest(request, changeEntry(world, 'request-delegation', input.caller, at, about));
  return yes({ id, secret });
}
