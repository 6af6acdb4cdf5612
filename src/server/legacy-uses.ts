/** Who uses the doors that are older than RFC 9700: counted from the audit trail, so that counting costs nothing when they are used. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditEntry } from '../core/model/audit-entry.ts';
import { idOfTime } from '../core/model/time-ordered-id.ts';
import type { Store } from '../core/ports/store.ts';
import { LEGACY_DOORS, type LegacyDoorEntry } from './legacy-doors.ts';

/** One client at one door, or everybody at a door that knows no clients. */
export interface LegacyUse {
  readonly entry: LegacyDoorEntry;
  readonly clientId: string | undefined;
  /** How often it let somebody in. */
  readonly uses: number;
  /** How many different people were let in by it, or for how many a client was. */
  readonly people: number;
  /** How often somebody was told that it is closed to them. */
  readonly turnedAway: number;
  /** Epoch milliseconds, of what is counted. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** What a closed door says, in the audit trail's words; an organisation that admits modern logon only makes it say the second as well. */
const CLOSED: ReadonlySet<string> = new Set(['client-not-permitted', 'modern-logon-required']);

/** Entries read in one go: requests are answered between two goes. */
const BATCH = 500;

interface Count {
  readonly entry: LegacyDoorEntry;
  readonly clientId: string | undefined;
  readonly people: Set<number>;
  uses: number;
  turnedAway: number;
  readonly firstAt: number;
  lastAt: number;
}

/**
 * Counts what the trail has since a moment, by door and client, in the order of the doors.
 * @param isStopped asked between two goes; once it says so, what was counted until then is given
 */
export async function countLegacyUses(
  store: Pick<Store, 'listAuditEntries'>,
  since: number,
  isStopped: () => boolean = () => false,
): Promise<readonly LegacyUse[]> {
  const counts = new Map<string, Count>();
  let after = idOfTime(since) - 1n;
  while (!isStopped()) {
    const entries = await store.listAuditEntries(after, BATCH);
    for (const entry of entries) count(counts, entry);
    const last = entries.at(-1);
    if (last === undefined || entries.length < BATCH) break;
    after = last.id;
    await nextTurn();
  }
  const uses = [...counts.values()].map(({ people, ...rest }) => ({ ...rest, people: people.size }));
  return LEGACY_DOORS.flatMap((door) => uses.filter(({ entry }) => entry === door));
}

function count(counts: Map<string, Count>, { at, operation, outcome, caller, accountId, clientId }: AuditEntry): void {
  const isUse = outcome === 'yes';
  if (!isUse && !CLOSED.has(outcome)) return;
  const entry = LEGACY_DOORS.find(
    (door) => door.dialect === caller.dialect && (isUse ? door.operations : door.attempts).includes(operation),
  );
  if (entry === undefined) return;
  const key = `${LEGACY_DOORS.indexOf(entry)} ${clientId ?? ''}`;
  const known = counts.get(key) ?? {
    ...{ entry, clientId, people: new Set<number>() },
    ...{ uses: 0, turnedAway: 0, firstAt: at, lastAt: at },
  };
  if (isUse) known.uses += 1;
  else known.turnedAway += 1;
  known.lastAt = at;
  if (isUse && accountId !== undefined) known.people.add(accountId);
  counts.set(key, known);
}
