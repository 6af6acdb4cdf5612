import type { AuditEntry } from '../../core/model/audit-entry.ts';
import type { DelegationGiving } from '../../core/ports/store.ts';
import type { Claim, Work } from '../sql.ts';
import { insertAuditEntry } from '../tables/audit-entry.ts';
import { spendCode } from '../tables/code.ts';
import { insertDelegation } from '../tables/delegation.ts';
import { spendDelegationRequest } from '../tables/delegation-request.ts';

export function givingClaim({ requestId, codeId }: DelegationGiving): Claim {
  return [codeId, `delegation request ${requestId}`];
}

/** The request goes first: a code that is then found spent costs a request that had its answer already. */
export function* giveDelegation(giving: DelegationGiving, entry: AuditEntry): Work<'won' | 'lost'> {
  const { requestId, codeId, at, delegation } = giving;
  const spentRequest = yield spendDelegationRequest(requestId, at);
  if (spentRequest.length === 0) return 'lost';
  const spentCode = yield spendCode(codeId, at, undefined);
  if (spentCode.length === 0) return 'lost';
  yield [insertDelegation(delegation), insertAuditEntry(entry)];
  return 'won';
}
