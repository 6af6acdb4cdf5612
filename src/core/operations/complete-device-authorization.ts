import { type Caller, outcomeOf } from '../model/audit-entry.ts';
import { readHandle } from '../model/authorization-request.ts';
import type { Client } from '../model/client.ts';
import type { DeviceDecision } from '../model/device-grant.ts';
import type { Visitor } from '../model/visitor.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { findDecided } from './steps/find-decided.ts';

export interface DeviceCompletion {
  readonly caller: Caller;
  readonly visitor: Visitor;
  readonly handle: string;
}

export interface CompletedDevice {
  readonly client: Client;
  /** False when the person refused. */
  readonly isConnected: boolean;
}

/** The person's answer is kept for the device, which fetches it when it asks the next time. The first answer stands. */
export async function completeDeviceAuthorization(
  world: World,
  input: DeviceCompletion,
): Promise<Result<CompletedDevice>> {
  const found = await findDecided(world, input);
  if (!found.ok) return found;
  const { request, client, decision } = found.value;
  const about = { clientId: request.clientId, accountId: decision.by?.accountId };
  const id = request.gives === 'device' ? readHandle(request.reference ?? '') : undefined;
  if (id === undefined) return no({ code: 'authorization-ended', why: 'unknown' }, about);
  const at = world.clock.now();
  const { verdict, by } = decision;
  const isConnected = verdict === 'granted' && by !== undefined;
  const answer: DeviceDecision = isConnected
    ? { verdict, at, accountId: by.accountId, authenticatedAt: by.authenticatedAt }
    : { verdict: 'consent-denied', at };
  const entry = {
    ...changeEntry(world, 'complete-device-authorization', input.caller, at, about),
    ...(isConnected ? {} : { outcome: outcomeOf({ code: 'consent-denied' }) }),
  };
  const outcome = await world.store.decideDeviceGrant({ id, decision: answer, requestId: request.id }, entry);
  return outcome === 'won'
    ? yes({ client, isConnected })
    : no({ code: 'authorization-ended', why: 'completed' }, about);
}
