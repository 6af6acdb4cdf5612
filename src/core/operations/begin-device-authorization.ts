import { addressBlock } from '../model/address-block.ts';
import type { Caller } from '../model/audit-entry.ts';
import { type AuthorizationRequest, handleOf } from '../model/authorization-request.ts';
import { type DeviceGrant, readUserCode } from '../model/device-grant.ts';
import { type Failure, heldForSeconds } from '../model/failure-count.ts';
import type { Visitor } from '../model/visitor.ts';
import { no, type Result, yes } from '../refusal.ts';
import { fingerprint, keyedFingerprint } from '../secrets.ts';
import type { World } from '../world.ts';
import { type BegunAuthorization, browserSecret } from './begin-authorization.ts';
import { USER_CODE } from './request-device.ts';
import { changeEntry } from './steps/change-entry.ts';

export interface DeviceAuthorization {
  readonly caller: Caller;
  readonly visitor: Visitor;
  /** As the person typed it. */
  readonly userCode: string;
  readonly resumePath: string;
}

/** Wrong codes from one address block after which all from there are refused for a while: with 34 bits that is no guessing. */
const MOST_WRONG = 20;
const WINDOW_MS = 15 * 60 * 1000;

/** How long the person has to answer, at the most; never longer than the device waits. */
const LIFETIME_MS = 10 * 60 * 1000;

/**
 * A person types the code that a device shows them, and is then asked like anybody whom a client sent (RFC 8628 section 3.3). Codes that are none are
 * counted by the address that they come from, also those that can't be one: they cost a guesser as much (section 5.1).
 */
export async function beginDeviceAuthorization(
  world: World,
  input: DeviceAuthorization,
): Promise<Result<BegunAuthorization>> {
  const { caller } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const subject = `user code:${addressBlock(caller.address)}`;
  const at = world.clock.now();
  const held = heldForSeconds(await world.store.findFailures(subject), MOST_WRONG, at);
  if (held !== undefined) return no({ code: 'too-many-attempts', retryAfterSeconds: held });
  const letters = readUserCode(input.userCode);
  const code = letters === undefined ? undefined : keyedFingerprint(world.serverKey, USER_CODE, letters);
  const found = code === undefined ? undefined : await world.store.findDeviceGrantByUserCode(code);
  const grant = found?.grant;
  if (grant === undefined || grant.expiresAt <= at || grant.decision !== undefined) {
    const endsAt = at + WINDOW_MS;
    const failure: Failure = { subject, at, limit: MOST_WRONG, windowEndsAt: endsAt, holdEndsAt: endsAt };
    await world.store.countFailures([failure], changeEntry(world, 'hold-user-codes', caller, at, {}));
    return no({ code: 'grant-rejected', why: 'unknown' }, { clientId: grant?.clientId });
  }
  const browser = browserSecret(world, input.visitor);
  const request = requestFor(world, input, grant, browser, at);
  await world.store.addAuthorizationRequest(request);
  return yes({ handle: handleOf(request.id), browser });
}

/** The device's question as one to a person. The grant stands in it, so that the answer finds back. */
function requestFor(
  world: World,
  { caller, resumePath }: DeviceAuthorization,
  grant: DeviceGrant,
  browser: string,
  at: number,
): AuthorizationRequest {
  const { clientId, scope, audience } = grant;
  return {
    id: world.nextId(),
    browserFingerprint: fingerprint(browser),
    dialect: caller.dialect,
    clientId,
    gives: 'device',
    redirectUri: '',
    resumePath,
    state: undefined,
    scope,
    challenge: undefined,
    challengeMethod: undefined,
    nonce: undefined,
    audience,
    boundTo: undefined,
    reference: handleOf(grant.id),
    organisationCode: undefined,
    loginName: undefined,
    prompts: [],
    maxAgeSeconds: undefined,
    requestedAt: at,
    expiresAt: Math.min(grant.expiresAt, at + LIFETIME_MS),
    decision: undefined,
    completedAt: undefined,
  };
}
