/**
 * What a request to a cluster brings along in its header, and the faults of what can't be used.
 */

import type { Caller } from '../../core/model/audit-entry.ts';
import type { UsedCredential } from '../../core/operations/use-credential.ts';
import { type Refusal, type Refused, say } from '../../core/refusal.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { type AsmxFault, faults } from '../../platforms/asmx/index.ts';
import { callerOf, type Site } from '../dialect.ts';
import { isGiven, missingOf } from './given.ts';
import { DOOR } from './open.ts';
import { companyMissing, type FaultPlace, sessionFault } from './session-fault.ts';
import type { TwinfieldSettings } from './settings.ts';
import { vocabulary } from './vocabulary.ts';

/** The header of the cluster's contract as it was read; null when there was none. */
export type ClusterHeader = {
  readonly SessionID: string | null;
  readonly AccessToken: string | null;
  readonly CompanyCode: string | null;
  readonly CompanyId: string | null;
} | null;

type CompanyName = { readonly code: string } | { readonly uuid: string };

/** What serializers write for a company that was never set. */
const NO_COMPANY = '00000000-0000-0000-0000-000000000000';

/** One service on one site. */
export interface ClusterPlace extends FaultPlace {
  readonly site: Site;
  readonly settings: TwinfieldSettings;
}

/** The company that the header names, the id before the code. */
function companyIn(header: ClusterHeader): CompanyName | undefined {
  if (header === null) return undefined;
  if (isGiven(header.CompanyId) && header.CompanyId !== NO_COMPANY) return { uuid: header.CompanyId };
  return isGiven(header.CompanyCode) ? { code: header.CompanyCode } : undefined;
}

/** A session or a token let through, with what it was. */
export interface Admitted {
  readonly kind: 'admitted';
  readonly text: string;
  readonly caller: Caller;
  readonly used: UsedCredential;
}

/**
 * Lets a request through that brings a live session of this cluster, or, in its place, a good token of a person whose home it is together with the company
 * to be worked in. A session may name a company too. When both a session and a token are there, the session counts.
 */
export async function admit(
  place: ClusterPlace,
  operation: string,
  header: ClusterHeader,
  request: HttpRequest,
): Promise<Admitted | AsmxFault> {
  const { site, settings } = place;
  const caller = callerOf('twinfield', site, request);
  const company = companyIn(header);
  const terms = { caller, atItsSiteOnly: true, atHomeOnly: true, needsCompany: DOOR.needsCompany };
  const session = header?.SessionID;
  if (isGiven(session)) {
    const used = await site.core.useCredential({ ...terms, text: session, accepts: ['session'], company });
    return used.ok
      ? { kind: 'admitted', text: session, caller, used: used.value }
      : refusedSession(place, operation, used.refusal);
  }
  const token = header?.AccessToken;
  if (!isGiven(token)) return refusedSession(place, operation, missing(site, caller).refusal);
  if (company === undefined) {
    site.core.refuse('use-credential', caller, missingOf({ CompanyCode: null }));
    return companyMissing(operation, place);
  }
  const used = await site.core.useCredential({ ...terms, text: token, accepts: ['access'], company });
  if (!used.ok) return refusedToken(place, operation, used.refusal);
  const { account, clientId, scope } = used.value;
  // A client may do with a token what the person let it do; a token of nobody's opens no company.
  const isGood = account !== undefined && (clientId === undefined || scope.split(' ').includes(settings.tokenScope));
  if (isGood) return { kind: 'admitted', text: token, caller, used: used.value };
  return refusedToken(place, operation, site.core.refuse('use-credential', caller, { code: 'scope-rejected' }).refusal);
}

/** The session in the header, for what only a session can be asked. It isn't looked up here. */
export function sessionIn(
  place: ClusterPlace,
  operation: string,
  header: ClusterHeader,
  request: HttpRequest,
): { readonly kind: 'session'; readonly text: string; readonly caller: Caller } | AsmxFault {
  const caller = callerOf('twinfield', place.site, request);
  const text = header?.SessionID;
  if (isGiven(text)) return { kind: 'session', text, caller };
  return refusedSession(place, operation, missing(place.site, caller).refusal);
}

function missing(site: Site, caller: Caller): Refused {
  return site.core.refuse('use-credential', caller, missingOf({ SessionID: null }));
}

/** The fault for what was refused to a session. */
export function refusedSession(place: FaultPlace, operation: string, refusal: Refusal): AsmxFault {
  if (refusal.code === 'too-many-attempts') return faults.tooOften(refusal.retryAfterSeconds);
  return sessionFault(say(vocabulary, refusal, undefined).fault, operation, place);
}

/** The vendor has numbers of their own for tokens that don't count, and for those that can't be looked up now. */
function refusedToken(place: FaultPlace, operation: string, refusal: Refusal): AsmxFault {
  if (refusal.code === 'session-ended') return sessionFault(354, operation, place);
  if (refusal.code === 'unavailable') return sessionFault(358, operation, place);
  return refusedSession(place, operation, refusal);
}
