import type { Caller } from '../model/audit-entry.ts';
import { isConfidential, isPermitted } from '../model/client.ts';
import type { DeviceGrantInPlace } from '../model/device-grant.ts';
import { DEVICE_CODE } from '../model/secret-form.ts';
import { secondsLeft } from '../model/token.ts';
import { type GrantFault, no, type Refused, type Result, yes } from '../refusal.ts';
import { readSecret } from '../secrets.ts';
import type { World } from '../world.ts';
import type { IssuedTokens } from './redeem-code.ts';
import { authenticateClient, type ClientProof } from './steps/authenticate-client.ts';
import { type Bindings, bindingKey, keepAudience } from './steps/bind-tokens.ts';
import { capToClient } from './steps/cap-to-client.ts';
import { changeEntry } from './steps/change-entry.ts';
import { BACK_CHANNEL, checkStanding } from './steps/check-standing.ts';
import { accessTerms, mintToken, type TokenTerms } from './steps/mint-token.ts';
import { newFamily } from './steps/new-family.ts';

export interface DeviceRedemption extends Bindings {
  readonly caller: Caller;
  readonly client: ClientProof;
  readonly deviceCode: string;
  readonly access: TokenTerms;
  /** Given to clients that may refresh. */
  readonly refresh: TokenTerms;
}

export interface RedeemedDevice extends IssuedTokens {
  /** When the person who granted it had proved who they are. */
  readonly authenticatedAt: number;
}

/**
 * A device asks whether the person has answered, and gets tokens once they have granted it (RFC 8628 section 3.4). `not-decided-yet` while they haven't, and
 * `too-fast` when the device doesn't keep the interval. One answer is fetched once: a device code presented again ends what it gave.
 */
export async function redeemDevice(world: World, input: DeviceRedemption): Promise<Result<RedeemedDevice>> {
  const { caller } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const proven = await authenticateClient(world, input.client, 'device');
  if (!proven.ok) return proven;
  const client = proven.value;
  const secret = readSecret(DEVICE_CODE, input.deviceCode);
  const found = secret === undefined ? undefined : await world.store.findDeviceGrant(secret);
  if (found === undefined) return rejected('unknown', client.id);
  const { grant, account } = found;
  if (grant.clientId !== client.id) return rejected('not-yours', client.id, found);
  const at = world.clock.now();
  if (grant.spentAt !== undefined) return usedAgain(world, caller, found, at);
  const about = { clientId: client.id, accountId: account?.id };
  if (grant.expiresAt <= at) return no({ code: 'authorization-ended', why: 'expired' }, about);
  if (grant.decision === undefined) {
    return no({ code: 'not-decided-yet', why: await world.store.pollDeviceGrant(grant.id, at) }, about);
  }
  if (grant.decision.verdict === 'consent-denied' || account === undefined)
    return no({ code: 'consent-denied' }, about);
  const bar = checkStanding(world, account, BACK_CHANNEL, caller);
  if (bar !== undefined) return no(bar, about);
  const scope = capToClient(client.scopes, grant.scope);
  if (scope === undefined) return no({ code: 'scope-rejected' }, about);
  const audience = keepAudience(client, grant.audience ?? '', input.audience);
  if (audience === undefined) return no({ code: 'audience-rejected' }, about);
  const shown = await bindingKey(world, client, input.keyProof);
  if (!shown.ok) return no(shown.refusal, about);

  const boundTo = shown.value;
  const family = newFamily(world, caller, { accountId: account.id, clientId: client.id }, at);
  const descent = { familyId: family.id, sessionId: undefined, account, clientId: client.id, scope };
  const access = await mintToken(
    world,
    'access',
    accessTerms(client, input.access),
    { ...descent, audience, boundTo },
    at,
  );
  const kept = { ...descent, audience: grant.audience, boundTo: isConfidential(client) ? undefined : boundTo };
  const refresh = isPermitted(client, 'refresh')
    ? await mintToken(world, 'refresh', input.refresh, kept, at)
    : undefined;
  const tokens = refresh === undefined ? [access.token] : [access.token, refresh.token];
  const entry = changeEntry(world, 'redeem-device', caller, at, { ...about, familyId: family.id });
  const opening = { family, session: undefined, tokens, connectedAt: at };
  const outcome = await world.store.redeemDeviceGrant({ ...opening, deviceGrantId: grant.id, at }, entry);
  if (outcome === 'lost') {
    const again = secret === undefined ? undefined : await world.store.findDeviceGrant(secret);
    return again === undefined ? rejected('unknown', client.id) : usedAgain(world, caller, again, at);
  }
  const { authenticatedAt } = grant.decision;
  const expiresInSeconds = secondsLeft(access.token, at);
  return yes({ account, client, scope, access, refresh, expiresInSeconds, authenticatedAt });
}

async function usedAgain(world: World, caller: Caller, found: DeviceGrantInPlace, at: number): Promise<Refused> {
  const { familyId, clientId } = found.grant;
  if (familyId !== undefined) {
    const about = { accountId: found.account?.id, clientId, familyId };
    await world.store.revokeFamily(familyId, 'reuse', at, changeEntry(world, 'revoke-reused', caller, at, about));
  }
  return rejected('spent', clientId, found);
}

function rejected(why: GrantFault, clientId: string, found?: DeviceGrantInPlace): Refused {
  return no(
    { code: 'grant-rejected', why },
    { clientId, accountId: found?.account?.id, familyId: found?.grant.familyId },
  );
}
