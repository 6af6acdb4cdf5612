import { type AuthorizationRequest, isRecentEnough, readHandle } from '../../model/authorization-request.ts';
import { type Client, isConfidential, isPermitted } from '../../model/client.ts';
import { type Consent, covers } from '../../model/connection.ts';
import { isNamed } from '../../model/organisation.ts';
import type { Visitor } from '../../model/visitor.ts';
import { type AuthorizationEnd, no, type OwedStep, type Result, yes } from '../../refusal.ts';
import { matches } from '../../secrets.ts';
import type { World } from '../../world.ts';
import type { LoggedOn } from './find-visitor.ts';

/** A request that can still be answered, with its client. */
export interface OpenRequest {
  readonly request: AuthorizationRequest;
  readonly client: Client;
}

/** What must come next for a request to be answered. */
export type NextStep =
  /** Nobody who may answer is logged on, or not recently enough. */
  | 'log-in'
  /** Somebody is, and still owes a step. */
  | OwedStep
  /** The person must be asked. */
  | 'consent'
  /** The person has consented before; it may be granted without asking. */
  | 'nothing'
  /** It is decided, and its dialect takes the browser back. */
  | 'resume';

/** Finds a request by its handle. In any browser but the one that began it, it is unknown. */
export async function findRequest(world: World, handle: string, visitor: Visitor): Promise<Result<OpenRequest>> {
  const id = readHandle(handle);
  const request = id === undefined ? undefined : await world.store.findAuthorizationRequest(id);
  if (request === undefined || !matches(visitor.browser ?? '', request.browserFingerprint)) return ended('unknown');
  if (request.completedAt !== undefined) return ended('completed', request);
  if (request.expiresAt <= world.clock.now()) return ended('expired', request);
  const client = await world.store.findClient(request.clientId);
  if (client === undefined || client.disabledAt !== undefined)
    return no({ code: 'client-rejected' }, { clientId: request.clientId });
  if (!isPermitted(client, request.gives)) return no({ code: 'client-not-permitted' }, { clientId: client.id });
  return yes({ request, client });
}

function ended(why: AuthorizationEnd, request?: AuthorizationRequest) {
  return no({ code: 'authorization-ended', why }, { clientId: request?.clientId });
}

/** What comes next, by who is logged on and what they have consented to. */
export async function nextStepOf(world: World, open: OpenRequest, person: LoggedOn | undefined): Promise<NextStep> {
  const { request, client } = open;
  if (request.decision !== undefined) return 'resume';
  if (person === undefined) return 'log-in';
  const { account, session } = person;
  const { organisationCode } = request;
  if (organisationCode !== undefined && !isNamed(account.organisation, organisationCode)) return 'log-in';
  if (!isRecentEnough(request, session.openedAt, world.clock.now())) return 'log-in';
  if (session.owes !== undefined) return session.owes;
  const consent = await world.store.findConsent(account.id, client.id);
  return isRemembered(open, consent) ? 'nothing' : 'consent';
}

/**
 * Whether an earlier consent answers the request. A public client is only known by where the browser is sent, so it is asked about each time unless
 * that is a web address that nobody else can answer at (RFC 8252 section 8.6); what lasts until it is ended is asked about each time, too, and so is what a
 * device asks, since somebody else may have sent the code (RFC 8628 section 5.4).
 */
function isRemembered({ request, client }: OpenRequest, consent: Consent | undefined): boolean {
  if (consent === undefined || request.gives !== 'code' || request.prompts.includes('consent')) return false;
  const isKnown = isConfidential(client) || request.redirectUri.startsWith('https://');
  return isKnown && covers(consent, request.scope);
}
