/** Records to store: plain ones, each with what a test wants different. Every call makes new ids and secrets. */
import type { AuditEntry } from '../../core/model/audit-entry.ts';
import type { Client } from '../../core/model/client.ts';
import type { Family } from '../../core/model/family.ts';
import type { Fingerprint } from '../../core/model/fingerprint.ts';
import type { Session } from '../../core/model/session.ts';
import type { Token } from '../../core/model/token.ts';
import type { NewAccount, NewCode, Opening, SecretKey, Store } from '../../core/ports/store.ts';

/** The moment at which specimens are made, and when they expire. */
export const NOW = 1_750_000_000_000;
export const EXPIRY = NOW + 3_600_000;

let lastId = BigInt(NOW) << 21n;

export function nextId(): bigint {
  lastId += 1n;
  return lastId;
}

/** A text of a fingerprint's length that no other call gives. */
export function nextFingerprint(): Fingerprint {
  // Only the core may make fingerprints out of secrets; to the store they are texts.
  return `${nextId()}`.padStart(43, 'f') as Fingerprint;
}

export const ORGANISATION = { id: 1, code: 'ACME', deactivatedAt: undefined, modernLogonOnlyAt: undefined };

export function newAccount(differences: Partial<NewAccount> = {}): NewAccount {
  return {
    id: 1,
    organisationId: 1,
    name: 'ada',
    displayName: 'Ada',
    email: undefined,
    role: 'employee',
    homeSite: 'c1',
    passwordHash: '$argon2id$v=19$not-a-real-one',
    mustChangePasswordAt: undefined,
    passwordChange: undefined,
    secondStep: undefined,
    phone: undefined,
    disabledAt: undefined,
    deletedAt: undefined,
    trustedNetworks: [],
    ...differences,
  };
}

export function newClient(differences: Partial<Client> = {}): Client {
  return {
    id: 'web',
    name: 'Web',
    proof: 'none',
    secretFingerprint: undefined,
    sealedSecret: undefined,
    keys: [],
    permits: [],
    redirectUris: [],
    logoutUris: [],
    scopes: [],
    challengeMethods: ['S256'],
    audiences: [],
    accessForm: 'opaque',
    keyBinding: 'optional',
    disabledAt: undefined,
    ...differences,
  };
}

/** An organisation and one person in it, which most other records refer to. */
export async function settle(store: Store): Promise<void> {
  await store.addOrganisation(ORGANISATION);
  await store.addAccount(newAccount());
}

export function newFamily(differences: Partial<Family> = {}): Family {
  return {
    id: nextId(),
    accountId: 1,
    clientId: 'web',
    origin: 'oauth',
    openedAt: NOW,
    revokedAt: undefined,
    revokedWhy: undefined,
    ...differences,
  };
}

export function newToken(familyId: bigint, differences: Partial<Token> = {}): Token {
  return {
    id: nextId(),
    kind: 'access',
    fingerprint: nextFingerprint(),
    foundByFingerprint: false,
    familyId,
    sessionId: undefined,
    scope: 'read write',
    issuedAt: NOW,
    expiresAt: EXPIRY,
    clientId: undefined,
    audience: undefined,
    boundTo: undefined,
    spentAt: undefined,
    successorId: undefined,
    successorAccessId: undefined,
    ...differences,
  };
}

export function newSession(familyId: bigint, differences: Partial<Session> = {}): Session {
  return {
    id: nextId(),
    fingerprint: nextFingerprint(),
    foundByFingerprint: false,
    familyId,
    accountId: 1,
    clientId: 'web',
    site: 'c1',
    slot: undefined,
    deviceKey: undefined,
    openedAt: NOW,
    idleSeconds: undefined,
    usedAt: NOW,
    expiresAt: EXPIRY,
    closedAt: undefined,
    owes: undefined,
    companyId: undefined,
    ...differences,
  };
}

/** The key of a session that has a secret. */
export function keyOf({ id, fingerprint }: Session): SecretKey {
  if (fingerprint === undefined) throw new Error('This session has no secret.');
  return { id, fingerprint };
}

export function newCode(differences: Partial<NewCode> = {}): NewCode {
  return {
    id: nextId(),
    fingerprint: nextFingerprint(),
    clientId: 'web',
    accountId: 1,
    redirectUri: 'https://app.example/back',
    challenge: undefined,
    challengeMethod: undefined,
    scope: 'read',
    nonce: undefined,
    reference: undefined,
    audience: undefined,
    boundTo: undefined,
    authenticatedAt: undefined,
    expiresAt: EXPIRY,
    ...differences,
  };
}

export function newEntry(differences: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: nextId(),
    at: NOW,
    operation: 'refresh',
    outcome: 'yes',
    caller: { dialect: 'oauth', site: 'login', address: '192.0.2.1' },
    accountId: undefined,
    clientId: undefined,
    familyId: undefined,
    ...differences,
  };
}

export interface Opened extends Opening {
  readonly session: Session;
  readonly refresh: Token;
  readonly access: Token;
}

/** A family with a session, a refresh token and an access token, not yet stored. */
export function newOpening(family: Family = newFamily()): Opened {
  const session = newSession(family.id, { clientId: family.clientId });
  const refresh = newToken(family.id, { kind: 'refresh', sessionId: session.id });
  const access = newToken(family.id, { sessionId: session.id });
  return { family, session, refresh, access, tokens: [refresh, access] };
}

/** The same, stored. */
export async function openFamily(store: Store, family?: Family): Promise<Opened> {
  const opening = newOpening(family);
  await store.open(opening, newEntry());
  return opening;
}

/** How many entries the trail holds. */
export async function countEntries(store: Store): Promise<number> {
  return (await store.listAuditEntries(0n, 1000)).length;
}
