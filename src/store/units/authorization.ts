/** Units of work on what clients ask of people, and on what came of it. */
import type { AuditEntry } from '../../core/model/audit-entry.ts';
import type { ConnectionEnd, RequestCompletion, RequestDecision } from '../../core/ports/store.ts';
import type { Work } from '../sql.ts';
import { insertAuditEntry } from '../tables/audit-entry.ts';
import { completeRequest, decideRequest, endGrantedRequests } from '../tables/authorization-request.ts';
import { insertCode } from '../tables/code.ts';
import {
  endCodes,
  endConnectedFamilies,
  endDelegatedFamilies,
  endDelegations,
  endedFamilyIn,
  giveConsent,
  withdrawConsent,
} from '../tables/consent.ts';
import { endGrantedDevices } from '../tables/device-grant.ts';
import { descentOf } from './descent.ts';

type Won = 'won' | 'lost';

export function* decideAuthorization({ id, decision, consent }: RequestDecision, entry: AuditEntry): Work<Won> {
  const decided = yield decideRequest(id, decision);
  if (decided.length === 0) return 'lost';
  yield [...(consent === undefined ? [] : [giveConsent(consent)]), insertAuditEntry(entry)];
  return 'won';
}

export function* completeAuthorization({ id, at, code }: RequestCompletion, entry: AuditEntry): Work<Won> {
  const completed = yield completeRequest(id, at);
  if (completed.length === 0) return 'lost';
  yield [...(code === undefined ? [] : [insertCode(code)]), insertAuditEntry(entry)];
  return 'won';
}

/** From what is granted to what came of it, so that what is on its way from one to the other is met at one of them. */
export function* endConnection({ accountId, clientId, at }: ConnectionEnd, entry: AuditEntry): Work<Won> {
  const ended = [
    yield withdrawConsent(accountId, clientId),
    yield endGrantedRequests(accountId, clientId, at),
    yield endGrantedDevices(accountId, clientId, at),
    yield endDelegations(accountId, clientId, at),
    yield endCodes(accountId, clientId, at),
  ];
  const families = [
    ...(yield endConnectedFamilies(accountId, clientId, at)),
    ...(yield endDelegatedFamilies(accountId, clientId, at)),
  ].map(endedFamilyIn);
  if (families.length === 0 && ended.every((rows) => rows.length === 0)) return 'lost';
  yield [...descentOf(families, 'asked', at), insertAuditEntry(entry)];
  return 'won';
}
