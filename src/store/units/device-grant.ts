/** Units of work on what a device asks for and a person decides elsewhere. */
import type { AuditEntry } from '../../core/model/audit-entry.ts';
import type { DeviceVerdict } from '../../core/ports/store.ts';
import type { Work } from '../sql.ts';
import { insertAuditEntry } from '../tables/audit-entry.ts';
import { completeRequest } from '../tables/authorization-request.ts';
import { decideDeviceGrant, pollDeviceGrant, slowDeviceDown } from '../tables/device-grant.ts';

/** How much too soon a device may ask: clocks and networks aren't exact. */
const SLACK_MS = 1000;

/** RFC 8628 section 3.5. */
const SLOWER_BY_SECONDS = 5;

export function* pollGrant(id: bigint, at: number): Work<'waiting' | 'too-fast'> {
  const polled = yield pollDeviceGrant(id, at, SLACK_MS);
  if (polled.length > 0) return 'waiting';
  yield [slowDeviceDown(id, at, SLOWER_BY_SECONDS)];
  return 'too-fast';
}

/** The question that the person was asked for it is done with, too. */
export function* decideGrant({ id, decision, requestId }: DeviceVerdict, entry: AuditEntry): Work<'won' | 'lost'> {
  const decided = yield decideDeviceGrant(id, decision);
  if (decided.length === 0) return 'lost';
  yield [...(requestId === undefined ? [] : [completeRequest(requestId, decision.at)]), insertAuditEntry(entry)];
  return 'won';
}
