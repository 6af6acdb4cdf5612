import { type Account, owedStep } from '../../model/account.ts';
import type { Caller } from '../../model/audit-entry.ts';
import type { SecretForm } from '../../model/secret-form.ts';
import type { Session } from '../../model/session.ts';
import { no, type OwedStep, type Result, yes } from '../../refusal.ts';
import { writeSecret } from '../../secrets.ts';
import type { World } from '../../world.ts';
import { changeEntry } from './change-entry.ts';
import { checkStanding, type Door } from './check-standing.ts';
import { type MintedToken, mintToken, type TokenTerms } from './mint-token.ts';
import { newFamily } from './new-family.ts';

export interface SessionTerms {
  /** Undefined when the session is reached through its access token only. */
  readonly form: SecretForm | undefined;
  /** How long it outlives its last use; undefined when only the lifetime bounds it. */
  readonly idleSeconds: number | undefined;
  readonly lifetimeSeconds: number;
  /** A label that the caller gave its device. */
  readonly deviceKey: string | undefined;
  /** The site that the session belongs to; undefined means the account's home. */
  readonly site: string | undefined;
  /** A person has at most one live session in a slot: this one ends the one before it, which is then `replaced`. */
  readonly slot?: string | undefined;
  /** Issued with the session where the wire hands out both, or the token alone. */
  readonly access: TokenTerms | undefined;
  /** Issued beside the access token, for a wire on which it belongs to whoever logged on and to no client. */
  readonly refresh?: TokenTerms | undefined;
}

/** A door that opens sessions, and what its wire can carry. */
export interface SessionDoor extends Door {
  /** The wire can tell the caller which step is still owed. Where it can't, whoever owes one is refused. */
  readonly carriesSteps: boolean;
}

export interface OpenedSession {
  readonly account: Account;
  readonly session: Session;
  /** The session's own secret, when its terms give it one. */
  readonly secret: string | undefined;
  readonly access: MintedToken | undefined;
  readonly refresh: MintedToken | undefined;
  readonly owes: OwedStep | undefined;
}

/** How a proven person asks for a session. */
export interface SessionRequest {
  readonly operation: string;
  readonly caller: Caller;
  readonly account: Account;
  readonly clientId: string | undefined;
  readonly door: SessionDoor;
  readonly terms: SessionTerms;
  /** What proves the person was only given out once they had taken the steps that they owed. */
  readonly stepsTaken?: boolean;
  /** The family of the token that proves the person: the new one ends with it. */
  readonly parentId?: bigint;
}

/**
 * The last steps of every logon, in one place so that no door can leave one out: standing, owed steps, then family, session and token in one
 * write with the audit entry.
 */
export async function openSession(world: World, request: SessionRequest): Promise<Result<OpenedSession>> {
  const { account, caller, clientId, door, terms } = request;
  const about = { accountId: account.id, clientId };
  const bar = checkStanding(world, account, door, caller);
  if (bar !== undefined) return no(bar, about);
  const owes = request.stepsTaken === true ? undefined : owedStep(account);
  if (owes !== undefined && !door.carriesSteps) return no({ code: 'step-owed', step: owes }, about);

  const at = world.clock.now();
  const family = newFamily(world, caller, { accountId: account.id, clientId }, at);
  const id = world.nextId();
  const secret = terms.form === undefined ? undefined : writeSecret(terms.form, id, world.random.bytes);
  const session: Session = {
    id,
    fingerprint: secret?.fingerprint,
    foundByFingerprint: terms.form !== undefined && !terms.form.carriesId,
    familyId: family.id,
    accountId: account.id,
    clientId,
    site: terms.site ?? account.homeSite,
    slot: terms.slot,
    deviceKey: terms.deviceKey,
    openedAt: at,
    idleSeconds: terms.idleSeconds,
    usedAt: at,
    expiresAt: at + terms.lifetimeSeconds * 1000,
    closedAt: undefined,
    owes,
    companyId: undefined,
  };
  const descent = { familyId: family.id, sessionId: id, account, clientId, scope: '' };
  // Nothing that opens doors is handed out while a step is owed.
  const mint = async (kind: 'access' | 'refresh', terms: TokenTerms | undefined) =>
    terms === undefined || owes !== undefined ? undefined : await mintToken(world, kind, terms, descent, at);
  const access = await mint('access', terms.access);
  const refresh = await mint('refresh', terms.refresh);
  const tokens = [access, refresh].flatMap((minted) => (minted === undefined ? [] : [minted.token]));
  const entry = changeEntry(world, request.operation, caller, at, { ...about, familyId: family.id });
  const { parentId } = request;
  const opening = { family, session, tokens, ...(parentId === undefined ? {} : { parentId }) };
  if ((await world.store.open(opening, entry)) === 'lost') return no({ code: 'token-rejected' }, about);
  return yes({ account, session, secret: secret?.text, access, refresh, owes });
}
