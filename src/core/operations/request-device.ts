import type { Caller } from '../model/audit-entry.ts';
import { showUserCode, USER_CODE_LENGTH, USER_CODE_LETTERS } from '../model/device-grant.ts';
import { DEVICE_CODE } from '../model/secret-form.ts';
import { no, type Result, yes } from '../refusal.ts';
import { drawLetters, keyedFingerprint, writeSecret } from '../secrets.ts';
import type { World } from '../world.ts';
import { authenticateClient, type ClientProof } from './steps/authenticate-client.ts';
import { chooseAudience } from './steps/bind-tokens.ts';
import { changeEntry } from './steps/change-entry.ts';
import { narrowScope } from './steps/narrow-scope.ts';

export interface DeviceRequest {
  readonly caller: Caller;
  readonly client: ClientProof;
  /** Undefined asks for everything that the client may have. */
  readonly scope: string | undefined;
  /** Undefined asks for tokens for this server itself. */
  readonly audience: readonly string[] | undefined;
  readonly lifetimeSeconds: number;
  /** How long the device must wait between two questions. */
  readonly intervalSeconds: number;
}

export interface RequestedDevice {
  /** By which the device asks whether somebody has answered. */
  readonly deviceCode: string;
  /** What the device shows to the person, as it is shown. */
  readonly userCode: string;
}

/** What user codes are kept under. */
export const USER_CODE = 'user code';

/** A device without a browser asks to be connected by a person who has one elsewhere (RFC 8628 section 3.1). */
export async function requestDevice(world: World, input: DeviceRequest): Promise<Result<RequestedDevice>> {
  const { caller, intervalSeconds } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const proven = await authenticateClient(world, input.client, 'device');
  if (!proven.ok) return proven;
  const client = proven.value;
  const about = { clientId: client.id };
  const scope = narrowScope(client.scopes.join(' '), input.scope);
  if (scope === undefined) return no({ code: 'scope-rejected' }, about);
  const audience = chooseAudience(client, input.audience);
  if (audience === undefined) return no({ code: 'audience-rejected' }, about);

  const at = world.clock.now();
  const expiresAt = at + input.lifetimeSeconds * 1000;
  const kept = {
    clientId: client.id,
    scope,
    audience: audience === '' ? undefined : audience,
    intervalSeconds,
    expiresAt,
  };
  for (;;) {
    const id = world.nextId();
    const { text, fingerprint } = writeSecret(DEVICE_CODE, id, world.random.bytes);
    const letters = drawLetters(world.random.bytes, USER_CODE_LETTERS, USER_CODE_LENGTH);
    const userCodeFingerprint = keyedFingerprint(world.serverKey, USER_CODE, letters);
    const entry = changeEntry(world, 'request-device', caller, at, about);
    // Two that were drawn alike are one in billions; the second is drawn anew.
    if ((await world.store.addDeviceGrant({ id, fingerprint, userCodeFingerprint, ...kept }, entry)) === 'added') {
      return yes({ deviceCode: text, userCode: showUserCode(letters) });
    }
  }
}
