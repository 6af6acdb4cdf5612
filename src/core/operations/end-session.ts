import { endOf, type SessionInPlace } from '../model/session.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { clientOf } from './steps/find-credential.ts';
import { findHolder, type OwnCredential } from './steps/find-holder.ts';

export interface SessionEnding extends OwnCredential {
  /** One session by its id, or all that are linked to a device. */
  readonly target: { readonly sessionId: bigint } | { readonly deviceKey: string };
}

/** A device has one session in a dialect that gives it one; how many it has over all is bounded by those. */
const MOST_OF_A_DEVICE = 100;

/**
 * A person ends sessions of their own: each goes with all that descends from the same logon, in every dialect. Where there is none to end,
 * `session-ended: unknown`, whether there never was one, it has ended, or it is somebody else's or a client's.
 * @returns how many ended; of two who end one at once, one has ended it
 */
export async function endSession(world: World, ending: SessionEnding): Promise<Result<{ readonly ended: number }>> {
  const holder = await findHolder(world, ending);
  if (!holder.ok) return holder;
  const { account, about } = holder.value;
  const at = world.clock.now();
  let ended = 0;
  for (const { family } of await findTargets(world, ending.target, account.id, at)) {
    const entry = changeEntry(world, 'end-session', ending.caller, at, { accountId: account.id, familyId: family.id });
    if ((await world.store.revokeFamily(family.id, 'logout', at, entry)) === 'won') ended += 1;
  }
  return ended === 0 ? no({ code: 'session-ended', why: 'unknown' }, about) : yes({ ended });
}

async function findTargets(
  world: World,
  target: SessionEnding['target'],
  accountId: number,
  now: number,
): Promise<readonly SessionInPlace[]> {
  if ('deviceKey' in target) {
    const { deviceKey } = target;
    return world.store.listSessions({ accountId, deviceKey, before: undefined, now, limit: MOST_OF_A_DEVICE });
  }
  const found = await world.store.findSessionById(target.sessionId);
  const isOwn = found?.account.id === accountId && clientOf({ kind: 'session', ...found }) === undefined;
  return found !== undefined && isOwn && endOf(found, now) === undefined ? [found] : [];
}
