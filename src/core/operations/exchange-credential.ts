import type { Account } from '../model/account.ts';
import type { Caller } from '../model/audit-entry.ts';
import { type Client, isConfidential, isPermitted } from '../model/client.ts';
import type { SecretForm } from '../model/secret-form.ts';
import type { Session } from '../model/session.ts';
import { no, type Refusal, type Result, yes } from '../refusal.ts';
import { readSecret, writeSecret } from '../secrets.ts';
import type { World } from '../world.ts';
import { authenticateClient, type ClientProof } from './steps/authenticate-client.ts';
import { type Bindings, bindingKey, chooseAudience, narrowAudience } from './steps/bind-tokens.ts';
import { changeEntry } from './steps/change-entry.ts';
import { checkStanding } from './steps/check-standing.ts';
import { barOfCredential, type Credential, clientOf, findCredential } from './steps/find-credential.ts';
import { accessTerms, mintToken, type TokenTerms } from './steps/mint-token.ts';
import { narrowScope } from './steps/narrow-scope.ts';
import type { SessionTerms } from './steps/open-session.ts';

export interface CredentialExchange extends Bindings {
  readonly caller: Caller;
  readonly client: ClientProof;
  readonly subject: {
    readonly text: string;
    /** What the client says that it is. Anything else is refused, so that nobody passes one thing for another. */
    readonly kind: Credential['kind'];
    /** The form that its text must have; undefined for any. */
    readonly form?: SecretForm | 'signed' | undefined;
  };
  readonly wanted: WantedCredential;
  /** Undefined asks for all that may be had. */
  readonly scope: string | undefined;
}

export type WantedCredential =
  /** A token of this wire, which can be bound to a key; signed for a client whose record says so. */
  | { readonly issues: 'own-access'; readonly terms: TokenTerms }
  | { readonly issues: 'refresh'; readonly terms: TokenTerms }
  /** What other wires take, which have no place for proofs and know no scopes. */
  | { readonly issues: 'access'; readonly terms: TokenTerms; readonly needsCompany: boolean }
  | { readonly issues: 'session'; readonly terms: SessionTerms; readonly needsCompany: boolean };

export interface ExchangedCredential {
  readonly account: Account | undefined;
  readonly text: string;
  readonly scope: string;
  /** Whole seconds that it has left; a session's idle time isn't counted in. */
  readonly expiresInSeconds: number;
  readonly boundTo: string | undefined;
}

/**
 * A client exchanges a credential of any kind for one of another (RFC 8693). What it gets descends from the same logon or grant: ending the one ends the
 * other. It has no more scope, and lives no longer than what was presented, a refresh token excepted, for which the client needs the permit to refresh.
 *
 * Sessions and the tokens of older wires know no scopes. A client gets one for what is limited to a scope only with the permit `exchange-unlimited`.
 */
export async function exchangeCredential(
  world: World,
  input: CredentialExchange,
): Promise<Result<ExchangedCredential>> {
  const { caller, wanted, subject } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const proven = await authenticateClient(world, input.client, 'exchange');
  if (!proven.ok) return proven;
  const client = proven.value;
  const clientAlone = { clientId: client.id };
  if (!isConfidential(client)) return no({ code: 'client-not-permitted' }, clientAlone);
  if (wanted.issues === 'refresh' && !isPermitted(client, 'refresh')) {
    return no({ code: 'client-not-permitted' }, clientAlone);
  }
  const found = hasForm(subject.text, subject.form) ? await findCredential(world, subject.text) : undefined;
  if (found === undefined || found.kind !== subject.kind)
    return no({ code: 'grant-rejected', why: 'unknown' }, clientAlone);
  const { family, account } = found;
  const about = { clientId: client.id, accountId: account?.id, familyId: family.id };
  const at = world.clock.now();
  const bar = await barOfSubject(world, found, client, wanted, caller, at);
  if (bar !== undefined) return no(bar, about);
  const scope = scopeOf(found, client, input.scope);
  if (scope === undefined) return no({ code: 'scope-rejected' }, about);
  const audience = audienceOf(found, client, wanted, input.audience);
  if (audience === undefined) return no({ code: 'audience-rejected' }, about);
  const shown = await bindingKey(world, client, input.keyProof, boundToOf(found));
  if (!shown.ok) return no(shown.refusal, about);
  const boundTo = shown.value;
  // What can't be bound is no exchange for what is.
  if (boundTo !== undefined && wanted.issues !== 'own-access') {
    return no({ code: 'key-proof-rejected', why: 'improper' }, about);
  }

  const entry = changeEntry(world, 'exchange-credential', caller, at, about);
  const lost = () => no({ code: 'session-ended', why: 'revoked' }, about);
  const endsAt = endOfLife(found);
  if (wanted.issues === 'session') {
    // Only a person has sessions; `barOfSubject` has seen to it.
    if (account === undefined) return no({ code: 'grant-rejected', why: 'unknown' }, about);
    const { session, text } = newSession(world, wanted.terms, found, { account, client }, at, endsAt);
    if ((await world.store.addSession(session, entry)) === 'lost') return lost();
    return yes({ account, text, scope: '', expiresInSeconds: secondsUntil(session.expiresAt, at), boundTo: undefined });
  }
  const terms = wanted.issues === 'own-access' ? accessTerms(client, wanted.terms) : wanted.terms;
  const kind = wanted.issues === 'refresh' ? 'refresh' : 'access';
  const lifetimeSeconds =
    kind === 'refresh' ? terms.lifetimeSeconds : Math.min(terms.lifetimeSeconds, secondsUntil(endsAt, at));
  const sessionId = found.kind === 'session' ? found.session.id : found.token.sessionId;
  const holderId = family.clientId === client.id ? undefined : client.id;
  const descent = {
    familyId: family.id,
    sessionId,
    account,
    clientId: family.clientId,
    holderId,
    scope,
    audience,
    boundTo,
  };
  const { token, text } = await mintToken(world, kind, { ...terms, lifetimeSeconds }, descent, at);
  if ((await world.store.addToken(token, entry)) === 'lost') return lost();
  return yes({ account, text, scope, expiresInSeconds: secondsUntil(token.expiresAt, at), boundTo });
}

function hasForm(text: string, form: SecretForm | 'signed' | undefined): boolean {
  if (form === undefined) return true;
  return form === 'signed' ? text.split('.').length === 3 : readSecret(form, text) !== undefined;
}

async function barOfSubject(
  world: World,
  found: Credential,
  client: Client,
  wanted: WantedCredential,
  caller: Caller,
  at: number,
): Promise<Refusal | undefined> {
  const bar = await barOfCredential(world, found, at);
  if (bar !== undefined) return bar;
  // A refresh token is its client's alone, whoever else may exchange.
  if (found.kind === 'refresh' && clientOf(found) !== client.id) return { code: 'grant-rejected', why: 'not-yours' };
  if (found.kind === 'session' && found.session.owes !== undefined)
    return { code: 'step-owed', step: found.session.owes };
  if (wanted.issues === 'own-access') return undefined;
  // Whatever stands for a person stands for one.
  if (found.account === undefined) return { code: 'grant-rejected', why: 'unknown' };
  if (wanted.issues === 'refresh') return undefined;
  if (!isUnlimited(found) && !isPermitted(client, 'exchange-unlimited')) return { code: 'scope-rejected' };
  const door = { legacy: false, needsCompany: wanted.needsCompany, fenced: false };
  return checkStanding(world, found.account, door, caller);
}

/** Whether a credential may do all that its person may: a session, and the token of a person who logged on without any client. */
function isUnlimited(found: Credential): boolean {
  if (found.kind === 'session') return true;
  return found.account !== undefined && found.token.scope === '' && clientOf(found) === undefined;
}

/** No more than the client may have, and than the subject has. */
function scopeOf(found: Credential, client: Client, asked: string | undefined): string | undefined {
  if (found.kind === 'session' || isUnlimited(found)) return narrowScope(client.scopes.join(' '), asked);
  const held = found.token.scope.split(' ');
  return narrowScope(held.filter((word) => client.scopes.includes(word)).join(' '), asked);
}

/** A subject that is for certain resources gives a token for no others; what other wires take is for this server. */
function audienceOf(
  found: Credential,
  client: Client,
  wanted: WantedCredential,
  asked: readonly string[] | undefined,
): string | undefined {
  const held = found.kind === 'session' ? undefined : found.token.audience;
  if (wanted.issues === 'own-access' || wanted.issues === 'refresh') {
    if (held !== undefined) return narrowAudience(held, asked);
    return chooseAudience(client, asked);
  }
  return held === undefined && asked === undefined ? '' : undefined;
}

function boundToOf(found: Credential): string | undefined {
  return found.kind === 'session' ? undefined : found.token.boundTo;
}

function endOfLife(found: Credential): number {
  return found.kind === 'session' ? found.session.expiresAt : found.token.expiresAt;
}

function secondsUntil(moment: number, at: number): number {
  return Math.max(0, Math.floor((moment - at) / 1000));
}

/** A session beside the one that it came of: it takes no slot, since that would end what it descends from. */
function newSession(
  world: World,
  terms: SessionTerms,
  found: Credential,
  { account, client }: { readonly account: Account; readonly client: Client },
  at: number,
  endsAt: number,
): { readonly session: Session; readonly text: string } {
  const { form } = terms;
  if (form === undefined) throw new Error('A session without a secret can not be handed out');
  const id = world.nextId();
  const { text, fingerprint } = writeSecret(form, id, world.random.bytes);
  const session: Session = {
    id,
    fingerprint,
    foundByFingerprint: !form.carriesId,
    familyId: found.family.id,
    accountId: account.id,
    clientId: client.id,
    site: terms.site ?? account.homeSite,
    slot: undefined,
    deviceKey: terms.deviceKey,
    openedAt: at,
    idleSeconds: terms.idleSeconds,
    usedAt: at,
    expiresAt: Math.min(endsAt, at + terms.lifetimeSeconds * 1000),
    closedAt: undefined,
    owes: undefined,
    companyId: undefined,
  };
  return { session, text };
}
