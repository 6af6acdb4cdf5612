import { endFor, type LegacyEnd } from '../core/model/legacy-door.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Store } from '../core/ports/store.ts';
import { nameOf } from './legacy-doors.ts';
import { countLegacyUses } from './legacy-uses.ts';

/** One door that closes soon, and who still comes by it. */
export interface LegacyNotice {
  readonly door: string;
  readonly client: string | undefined;
  /** As a date and time in UTC. */
  readonly endsAt: string;
  /** In the last thirty days. */
  readonly uses: number;
  readonly people: number;
}

const DAY_MS = 24 * 3600 * 1000;

/** How long before its end a door is announced, and how far back its uses are counted for that. */
const AHEAD_MS = 30 * DAY_MS;

/** The doors that close within thirty days and were used in the last thirty: one notice for each client, whose own end counts. */
export async function legacyNotices(
  store: Pick<Store, 'listAuditEntries'>,
  ends: readonly LegacyEnd[],
  now: number,
  isStopped?: () => boolean,
): Promise<readonly LegacyNotice[]> {
  const isNear = (end: LegacyEnd | undefined) => end !== undefined && end.at > now && end.at <= now + AHEAD_MS;
  // Reading the trail is work, and most days there is no need to.
  if (!ends.some(isNear)) return [];
  const uses = await countLegacyUses(store, now - AHEAD_MS, isStopped);
  return uses.flatMap(({ entry, clientId, uses, people }) => {
    const end = endFor(ends, { dialect: entry.dialect, door: entry.door, clientId });
    if (end === undefined || !isNear(end) || uses === 0) return [];
    return [{ door: nameOf(entry), client: clientId, endsAt: new Date(end.at).toISOString(), uses, people }];
  });
}

/**
 * Announces doors that close soon, now and once a day, until it is told to stop.
 * @returns stops it; resolves when a count under way has ended
 */
export function startAnnouncing(
  store: Pick<Store, 'listAuditEntries'>,
  ends: readonly LegacyEnd[],
  clock: Clock,
  tell: { readonly notice: (notice: LegacyNotice) => void; readonly failure: (error: unknown) => void },
): () => Promise<void> {
  let isStopped = false;
  let underWay = Promise.resolve();
  const announce = async () => {
    try {
      const notices = await legacyNotices(store, ends, clock.now(), () => isStopped);
      if (!isStopped) for (const notice of notices) tell.notice(notice);
    } catch (error) {
      tell.failure(error);
    }
  };
  if (ends.length === 0) return () => underWay;
  underWay = announce();
  const timer = setInterval(() => {
    underWay = underWay.then(announce);
  }, DAY_MS);
  timer.unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
    return underWay;
  };
}
