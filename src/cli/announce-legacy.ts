import type { Logger } from 'pino';
import type { LegacyEnd } from '../core/model/legacy-door.ts';
import type { Store } from '../core/ports/store.ts';
import { machineClock } from '../machine/clock.ts';
import { type LegacyNotice, startAnnouncing } from '../server/legacy-notices.ts';
import { legacyReport } from '../server/legacy-report.ts';
import { countLegacyUses } from '../server/legacy-uses.ts';
import { print } from './print.ts';

/**
 * While serving, tells in the log of doors that close soon and are in use, and prints who uses which door whenever the process gets the signal USR2.
 * @returns stops it; resolves when a count under way has ended
 */
export function announceLegacy(store: Store, ends: readonly LegacyEnd[], logger: Logger): () => Promise<void> {
  const failure = (err: unknown) => logger.error({ err }, 'the uses of legacy doors could not be counted');
  const report = () => {
    countLegacyUses(store, 0).then((uses) => print(legacyReport(uses, ends)), failure);
  };
  const notice = (notice: LegacyNotice) => logger.warn(notice, 'a legacy door that is in use closes soon');
  process.on('SIGUSR2', report);
  const stop = startAnnouncing(store, ends, machineClock, { notice, failure });
  return () => {
    process.off('SIGUSR2', report);
    return stop();
  };
}
