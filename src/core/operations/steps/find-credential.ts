import { type Account, barOf } from '../../model/account.ts';
import { endOfFamily, type Family } from '../../model/family.ts';
import { endOf, type Session, type SessionInPlace } from '../../model/session.ts';
import { faultOf, holderOf, type Token, type TokenInPlace } from '../../model/token.ts';
import type { Found, Freshness } from '../../ports/store.ts';
import type { Refusal, SessionEnd } from '../../refusal.ts';
import { recogniseSecret } from '../../secrets.ts';
import type { World } from '../../world.ts';
import { whenFound } from './when-found.ts';

/** Any credential of the server as it is read: a session or a token, with what decides whether it still counts. */
export type Credential =
  | { readonly kind: 'session'; readonly session: Session; readonly family: Family; readonly account: Account }
  | {
      readonly kind: 'access' | 'refresh';
      readonly token: Token;
      readonly family: Family;
      readonly account: Account | undefined;
    };

/** The client that a credential was issued to, undefined when a person opened it alone. */
export function clientOf(credential: Credential): string | undefined {
  return credential.kind === 'session'
    ? (credential.session.clientId ?? credential.family.clientId)
    : holderOf(credential);
}

/** The client that a credential was exchanged by, undefined when it is still its family's. What comes of the credential is held by it, too. */
export function exchangerOf(credential: Credential): string | undefined {
  const client = clientOf(credential);
  return client === credential.family.clientId ? undefined : client;
}

/**
 * Reads a presented text as whatever it is: one look-up, in the table that its form tells.
 * @param freshness durable unless said
 */
export function findCredential({ store }: World, text: string, freshness?: Freshness): Found<Credential> {
  const key = recogniseSecret(text);
  if (key === undefined) return undefined;
  return key.kind === 'session'
    ? whenFound(store.findSession(key, freshness), sessionCredential)
    : whenFound(store.findToken(key, freshness), tokenCredential);
}

function sessionCredential(found: SessionInPlace | undefined): Credential | undefined {
  if (found === undefined) return undefined;
  const { session, family, account } = found;
  return { kind: 'session', session, family, account };
}

function tokenCredential(found: TokenInPlace | undefined): Credential | undefined {
  if (found === undefined) return undefined;
  const { token, family, account } = found;
  return { kind: token.kind, token, family, account };
}

/** How a credential came to an end, or undefined while it counts by itself. One rule for every dialect: first the family, then the credential. */
export function endOfCredential(credential: Credential, now: number): SessionEnd | undefined {
  if (credential.kind === 'session') return endOf(credential satisfies SessionInPlace, now);
  const revocation = endOfFamily(credential.family, credential.account);
  if (revocation !== undefined) return revocation;
  const fault = faultOf(credential satisfies TokenInPlace, now);
  if (fault === undefined || fault === 'expired') return fault;
  return 'closed';
}

/**
 * Why a credential opens nothing now, or undefined when it does: its own end, then the standing of the client and of the person, which may have changed
 * since. While a client is disabled, what it holds is as good as revoked, and so is what descends from what it was given.
 */
export function barOfCredential(world: World, credential: Credential, now: number): Found<Refusal> {
  const end = endOfCredential(credential, now);
  if (end !== undefined) return { code: 'session-ended', why: end };
  return whenFound<boolean, Refusal | undefined>(isAnyDisabled(world, clientsBehind(credential)), (isDisabled) =>
    isDisabled === true ? { code: 'session-ended', why: 'revoked' } : barOfAccount(credential.account),
  );
}

/** The client that holds a credential, and the one that its family was given to. */
function clientsBehind(credential: Credential): readonly string[] {
  const holder = clientOf(credential);
  const given = credential.family.clientId;
  if (holder === undefined) return [];
  return given === undefined || given === holder ? [holder] : [holder, given];
}

/** Clients are kept in memory by the store, so that this costs no question to the database. */
function isAnyDisabled(world: World, [id, ...others]: readonly string[]): boolean | Promise<boolean> {
  if (id === undefined) return false;
  return whenFound(world.store.findClient(id), (client) =>
    client === undefined || client.disabledAt !== undefined ? true : isAnyDisabled(world, others),
  );
}

function barOfAccount(account: Account | undefined): Refusal | undefined {
  return account === undefined ? undefined : barOf(account, { legacy: false, needsCompany: false, trusted: true });
}
