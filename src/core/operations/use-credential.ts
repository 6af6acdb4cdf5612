import type { Account } from '../model/account.ts';
import type { Caller } from '../model/audit-entry.ts';
import type { Company } from '../model/company.ts';
import { endsAt, type Session } from '../model/session.ts';
import type { Token } from '../model/token.ts';
import type { CompanyName, Found } from '../ports/store.ts';
import { no, type Refusal, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { checkKeyProof, type KeyProof } from './steps/check-key-proof.ts';
import { barOfCredential, type Credential, clientOf, findCredential } from './steps/find-credential.ts';

export interface CredentialUse {
  readonly caller: Caller;
  readonly text: string;
  /** What may be presented at this door. Refresh tokens open nothing anywhere. */
  readonly accepts: readonly ('session' | 'access')[];
  /** A session counts only at the site that it belongs to. */
  readonly atItsSiteOnly: boolean;
  /** A person's token counts only at their home. */
  readonly atHomeOnly?: boolean;
  /** The company to be worked in, for a door that leads into one: `company-rejected` unless the person belongs to it. */
  readonly company?: CompanyName | undefined;
  /** The door leads into a company, whether one is named or not: `no-company` for whoever belongs to none. */
  readonly needsCompany?: boolean;
  /** Read the session that a token descends from, too, for a door that tells about it: one look-up more. */
  readonly withSession?: boolean;
  /** The names of this door, for tokens that are for certain resources only; a door without a name takes none of those. */
  readonly audiences?: readonly string[];
  /** Shows that the caller holds the key that the token is bound to. Where a wire has no place for it, bound tokens open nothing. */
  readonly keyProof?: KeyProof;
}

export interface UsedCredential {
  readonly kind: 'session' | 'access';
  readonly account: Account | undefined;
  readonly clientId: string | undefined;
  readonly familyId: bigint;
  /** The session itself; for a token, the one that it descends from, where that was asked for. */
  readonly session: Session | undefined;
  /** The session that the credential is or descends from. */
  readonly sessionId: bigint | undefined;
  /** The company that was asked for. */
  readonly company: Company | undefined;
  readonly scope: string;
  readonly origin: string;
  /** When the logon or the connection that it descends from began. */
  readonly openedAt: number;
  readonly issuedAt: number;
  /** Epoch milliseconds; a session's idle time is counted in. */
  readonly expiresAt: number;
}

/**
 * Somebody presents a session or an access token of any dialect to be let through. A live session's last use moves forward.
 *
 * A session that still owes a step opens nothing: `step-owed`.
 */
export async function useCredential(world: World, input: CredentialUse): Promise<Result<UsedCredential>> {
  const found = findCredential(world, input.text);
  const credential = found instanceof Promise ? await found : found;
  if (credential === undefined || credential.kind === 'refresh' || !input.accepts.includes(credential.kind)) {
    return no({ code: 'session-ended', why: 'unknown' });
  }
  const { family, account } = credential;
  const about = { accountId: account?.id, clientId: family.clientId, familyId: family.id };
  const now = world.clock.now();
  const barred = barOfCredential(world, credential, now);
  const bar = barred instanceof Promise ? await barred : barred;
  if (bar !== undefined) return no(bar, about);
  const elsewhere = siteElsewhere(credential, input);
  if (elsewhere !== undefined) return no({ code: 'elsewhere', site: elsewhere }, about);
  if (credential.kind === 'session' && credential.session.owes !== undefined) {
    return no({ code: 'step-owed', step: credential.session.owes }, about);
  }
  const misused = credential.kind === 'session' ? undefined : barOfBindings(world, input, credential.token);
  const bound = misused instanceof Promise ? await misused : misused;
  if (bound !== undefined) return no(bound, about);
  if (input.needsCompany === true && account?.hasCompany === false) return no({ code: 'no-company' }, about);
  const company = input.company === undefined ? undefined : await companyOf(world, account, input.company);
  if (input.company !== undefined && company === undefined) {
    return no({ code: account?.hasCompany === false ? 'no-company' : 'company-rejected' }, about);
  }
  if (credential.kind !== 'session') {
    const { sessionId } = credential.token;
    const asked = input.withSession === true && sessionId !== undefined;
    const descent = asked ? await world.store.findSessionById(sessionId) : undefined;
    return yes(usedToken(credential, credential.kind, descent?.session, company));
  }

  const { session } = credential;
  if (session.idleSeconds === undefined) return yes(usedSession(credential, session, company));
  if (now - session.usedAt >= world.policy.sessionUseSeconds * 1000) await world.store.useSession(session.id, now);
  return yes(usedSession(credential, { ...session, usedAt: now }, company));
}

/** The site where the credential counts, when it isn't this one and this one is asked only for its own. */
function siteElsewhere(credential: Credential, input: CredentialUse): string | undefined {
  const site =
    credential.kind === 'session'
      ? input.atItsSiteOnly && credential.session.site
      : input.atHomeOnly === true && credential.account?.homeSite;
  return typeof site === 'string' && site !== input.caller.site ? site : undefined;
}

function companyOf(world: World, account: Account | undefined, name: CompanyName): Found<Company> {
  return account === undefined ? undefined : world.store.findCompany(account.id, name);
}

/** Why a token that is narrowed to a resource or bound to a key opens nothing here. */
function barOfBindings(world: World, input: CredentialUse, token: Token): Found<Refusal> {
  const { audience, boundTo } = token;
  if (audience !== undefined && !audience.split(' ').some((name) => input.audiences?.includes(name))) {
    return { code: 'audience-rejected' };
  }
  const { keyProof, text } = input;
  if (keyProof !== undefined) return barOfProof(world, keyProof, text, boundTo);
  return boundTo === undefined ? undefined : { code: 'key-proof-rejected', why: 'missing' };
}

async function barOfProof(
  world: World,
  keyProof: KeyProof,
  text: string,
  boundTo: string | undefined,
): Promise<Refusal | undefined> {
  const proven = await checkKeyProof(world, keyProof, text);
  if (!proven.ok) return proven.refusal;
  // A token that isn't bound must not pass for one that is (RFC 9449 section 7.1).
  return proven.value === boundTo ? undefined : { code: 'key-proof-rejected', why: 'other-key' };
}

type SessionCredential = Extract<Credential, { kind: 'session' }>;
type TokenCredential = Exclude<Credential, SessionCredential>;

function usedSession(credential: SessionCredential, session: Session, company: Company | undefined): UsedCredential {
  const { account, family } = credential;
  return {
    kind: 'session',
    account,
    clientId: clientOf(credential),
    familyId: family.id,
    session,
    sessionId: session.id,
    company,
    scope: '',
    origin: family.origin,
    openedAt: family.openedAt,
    issuedAt: session.openedAt,
    expiresAt: endsAt(session),
  };
}

function usedToken(
  credential: TokenCredential,
  kind: 'access',
  session: Session | undefined,
  company: Company | undefined,
): UsedCredential {
  const { account, family, token } = credential;
  return {
    kind,
    account,
    clientId: clientOf(credential),
    familyId: family.id,
    session,
    sessionId: token.sessionId,
    company,
    scope: token.scope,
    origin: family.origin,
    openedAt: family.openedAt,
    issuedAt: token.issuedAt,
    expiresAt: token.expiresAt,
  };
}
