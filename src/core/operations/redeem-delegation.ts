import type { Caller } from '../model/audit-entry.ts';
import { isOpen } from '../model/delegation-request.ts';
import type { Code } from '../model/grant.ts';
import { VERIFIER } from '../model/secret-form.ts';
import { type GrantFault, no, type Result, yes } from '../refusal.ts';
import { drawHex, fingerprint, readSecret } from '../secrets.ts';
import type { World } from '../world.ts';
import { EXCHANGE_SECRET, type PublicPair } from './request-delegation.ts';
import { authenticateSigner, type SignedMessage } from './steps/authenticate-signer.ts';
import { changeEntry } from './steps/change-entry.ts';
import { closedDoor } from './steps/check-legacy-door.ts';
import { BACK_CHANNEL, checkStanding, type Door } from './steps/check-standing.ts';

export interface DelegationRedemption {
  readonly caller: Caller;
  readonly message: SignedMessage;
  /** The public half of the pair that the exchange began with. */
  readonly requestId: string;
  /** What the person's browser brought back: it shows that whoever asked is whom the person answered (RFC 5849 section 4.15). */
  readonly verifier: string;
}

/** Older than OAuth 2: what comes of it would open nothing where modern logon only is admitted. */
const DOOR: Door = { ...BACK_CHANNEL, legacy: true };

/**
 * A client turns a person's yes into a delegation (RFC 5849 section 2.3): a pair that lasts until the person ends it. Of several exchanges of one request, or
 * of one verifier, one wins.
 */
export async function redeemDelegation(world: World, input: DelegationRedemption): Promise<Result<PublicPair>> {
  const { store } = world;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const request = await store.findDelegationRequest(input.requestId);
  const at = world.clock.now();
  if (request === undefined) return no({ code: 'token-rejected' });
  const exchangeSecret = world.sealing.open(request.sealedSecret, EXCHANGE_SECRET);
  const signer = await authenticateSigner(world, input.message, exchangeSecret, 'delegation');
  if (!signer.ok) return signer;
  const clientId = signer.value.id;
  const closed = closedDoor(world, input.caller, 'delegation', clientId);
  if (closed !== undefined) return closed;
  if (request.clientId !== clientId || !isOpen(request, at)) return no({ code: 'token-rejected' }, { clientId });
  const key = readSecret(VERIFIER, input.verifier);
  const code = key === undefined ? undefined : await store.findCode(key);
  const fault = faultOf(code, clientId, request.id, at);
  if (code === undefined || fault !== undefined) return rejected(fault ?? 'unknown', clientId, code);
  const { account } = code;
  const about = { clientId, accountId: account.id };
  const bar = checkStanding(world, account, DOOR, input.caller);
  if (bar !== undefined) return no(bar, about);

  const [id, secret] = [drawHex(world.random.bytes), drawHex(world.random.bytes)];
  const delegation = { id, secretFingerprint: fingerprint(secret), clientId, accountId: account.id, createdAt: at };
  const entry = changeEntry(world, 'redeem-delegation', input.caller, at, about);
  const redemption = { requestId: request.id, codeId: code.id, at, delegation };
  const outcome = await store.redeemDelegation(redemption, entry);
  return outcome === 'won' ? yes({ id, secret }) : no({ code: 'token-rejected' }, about);
}

function faultOf(code: Code | undefined, clientId: string, requestId: string, at: number): GrantFault | undefined {
  if (code === undefined || code.reference !== requestId) return 'unknown';
  if (code.clientId !== clientId) return 'not-yours';
  if (code.spentAt !== undefined) return 'spent';
  return code.expiresAt <= at ? 'expired' : undefined;
}

function rejected(why: GrantFault, clientId: string, code: Code | undefined) {
  return no({ code: 'grant-rejected', why }, { clientId, accountId: code?.account.id });
}
