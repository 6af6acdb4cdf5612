/**
 * What the domain needs kept, and the questions it asks of it.
 *
 * Rules that every store obeys: a method that can be raced does all of its work in one transaction and says who won; whatever a promise has
 * answered is durable; absence is `undefined`; a broken store throws, and one that can't be reached just now throws a `StoreUnavailable`. A method that
 * changes something takes the audit entry of the change and keeps both or neither, so no change can go unrecorded.
 */
import type { Account, PasswordChange } from '../model/account.ts';
import type { AuditEntry } from '../model/audit-entry.ts';
import type { AuthorizationDecision, AuthorizationRequest } from '../model/authorization-request.ts';
import type { Client } from '../model/client.ts';
import type { Company } from '../model/company.ts';
import type { Connection, Consent } from '../model/connection.ts';
import type { DelegationRequest } from '../model/delegation-request.ts';
import type { Deposit } from '../model/deposit.ts';
import type { DeviceDecision, DeviceGrantInPlace, NewDeviceGrant } from '../model/device-grant.ts';
import type { Failure, FailureCount } from '../model/failure-count.ts';
import type { Family, RevocationReason } from '../model/family.ts';
import type { Fingerprint } from '../model/fingerprint.ts';
import type { Code, Delegation } from '../model/grant.ts';
import type { Membership } from '../model/membership.ts';
import type { Organisation } from '../model/organisation.ts';
import type { Session, SessionInPlace } from '../model/session.ts';
import type { SigningKey } from '../model/signing-key.ts';
import type { StepCode, StepOutcome } from '../model/step-code.ts';
import type { Token, TokenInPlace } from '../model/token.ts';

/**
 * What a method rejects with when the database is away or overloaded: the same may be asked again a little later. A change that was rejected so
 * may have happened all the same, when the store was lost before it could say so. Any other error is a fault.
 */
export interface StoreUnavailable extends Error {
  readonly code: 'STORE_UNAVAILABLE';
}

/** How a row is found: by the id that stands in the secret where there is one, else by its fingerprint. The fingerprint must match either way. */
export interface SecretKey {
  readonly id: bigint | undefined;
  readonly fingerprint: Fingerprint;
}

/** A person as a door names them: the name alone, or within an organisation. Case doesn't matter in either. */
export interface PersonName {
  readonly name: string;
  readonly organisationCode?: string | undefined;
  /** Where nobody has the name, it may be a person's e-mail address. */
  readonly orEmail?: boolean;
}

/** A new family with what it opens. A session that names a slot and owes no second step takes it: the family that had it is revoked as `replaced`. */
export interface Opening {
  readonly family: Family;
  readonly session: Session | undefined;
  readonly tokens: readonly Token[];
  /** Set when the family is a connection: what a person's consent gave a client. */
  readonly connectedAt?: number;
  /** The family whose token opened it. It is revoked with that one. */
  readonly parentId?: bigint;
}

export interface Redemption extends Opening {
  readonly codeId: bigint;
  readonly at: number;
  /** The pool that the new connection goes into; undefined when connections are not bounded. */
  readonly pool?: ConnectionPool | undefined;
}

/** Live connections of one client, of which there may be no more than a number. */
export interface ConnectionPool {
  readonly clientId: string;
  /** Undefined when all people who connected the client share the pool. */
  readonly accountId: number | undefined;
  /** At least 1. */
  readonly most: number;
  /**
   * Entries for those that are evicted, which are the oldest; whose they were is filled in. No more are evicted than there are entries, so a bound that
   * was lowered is reached over several openings.
   */
  readonly evictionEntries: readonly AuditEntry[];
}

export interface RedemptionOutcome {
  /** Lost when the code was already spent. */
  readonly outcome: 'won' | 'lost';
  /** How many connections the new one pushed out of its pool. */
  readonly evicted: number;
}

export interface DeviceVerdict {
  readonly id: bigint;
  readonly decision: DeviceDecision;
  /** The request by which the person was asked, completed with it. */
  readonly requestId?: bigint;
}

export interface DeviceFetching extends Opening {
  readonly deviceGrantId: bigint;
  readonly at: number;
}

export interface Rotation {
  readonly spentId: bigint;
  readonly at: number;
  readonly refresh: Token;
  readonly access: Token;
}

export interface Conversion {
  readonly sessionId: bigint;
  /** When set, the session is closed in the same step. */
  readonly closeAt: number | undefined;
  readonly token: Token;
  readonly refresh?: Token | undefined;
}

/** A code to be sent, and what bounds the sending of it. */
export interface StepSending {
  readonly code: StepCode;
  /** A code sent after this moment, if it still counts, stands: no other is sent. */
  readonly standsFrom: number;
  /** Messages of the person are counted anew when the counting began before this moment. */
  readonly windowFrom: number;
  readonly windowMessages: number;
}

/** Somebody's try at a session's second step. */
export interface StepAttempt {
  readonly session: Session;
  readonly fingerprint: Fingerprint;
  readonly at: number;
  /** What the session owes once the step is passed. */
  readonly next: Session['owes'];
  readonly tries: number;
  readonly windowFrom: number;
  readonly windowTries: number;
  /** Kept when this was the last try and the session ends, instead of the entry of a step passed. */
  readonly ending: AuditEntry;
}

export interface PasswordReplacement {
  readonly accountId: number;
  /** The hash that is replaced. */
  readonly was: string;
  readonly hash: string;
  readonly change: PasswordChange;
  /** The session in which it is done, which owes the step no more. */
  readonly sessionId: bigint;
  readonly at: number;
}

/** A company as a door names it: by its code, in any case, or by its UUID. */
export type CompanyName = { readonly code: string } | { readonly uuid: string };

export interface RequestDecision {
  readonly id: bigint;
  readonly decision: AuthorizationDecision;
  /** What the person has consented to from now on, when they did. */
  readonly consent: Consent | undefined;
}

export interface RequestCompletion {
  readonly id: bigint;
  readonly at: number;
  /** Given when it was granted. */
  readonly code: NewCode | undefined;
}

/** Of one person to one client. */
export interface ConnectionEnd {
  readonly accountId: number;
  readonly clientId: string;
  readonly at: number;
}

export interface SessionSearch {
  readonly accountId: number;
  /** Only those linked to this device. */
  readonly deviceKey?: string | undefined;
  /** Only those opened before the one with this id. */
  readonly before: bigint | undefined;
  readonly now: number;
  readonly limit: number;
}

/** A person's yes turned into a delegation. */
export interface DelegationGiving {
  readonly requestId: string;
  readonly codeId: bigint;
  readonly at: number;
  readonly delegation: NewDelegation;
}

/** One or none: at once from a store inside this process, so that a question asks no turn of the event loop of nobody. Await it either way. */
export type Found<T> = T | undefined | Promise<T | undefined>;

/**
 * `durable`: nothing that a crash of the machine could take back. `tentative`: perhaps also what was decided a moment ago and isn't on the disk yet; only for
 * whoever answers nothing before a change of its own, or the entry of a refusal, is kept.
 */
export type Freshness = 'durable' | 'tentative';

export interface Store {
  findClient(id: string): Found<Client>;
  /** Undefined when nobody has the name, and when several people have it: in several organisations and none was named, or one e-mail address. */
  findAccount(name: PersonName): Found<Account>;
  /** @param freshness durable unless said */
  findDelegation(id: string, freshness?: Freshness): Found<Delegation>;
  findDelegationRequest(id: string): Found<DelegationRequest>;
  findCode(key: SecretKey): Found<Code>;
  /** @param freshness durable unless said */
  findSession(key: SecretKey, freshness?: Freshness): Found<SessionInPlace>;
  /** @param freshness durable unless said */
  findToken(key: SecretKey, freshness?: Freshness): Found<TokenInPlace>;
  /** The token that has this id, whatever its secret. */
  findTokenById(id: bigint): Found<TokenInPlace>;
  /** The session that has this id, whatever its secret. */
  findSessionById(id: bigint): Found<SessionInPlace>;
  findAuthorizationRequest(id: bigint): Found<AuthorizationRequest>;
  findConsent(accountId: number, clientId: string): Found<Consent>;
  /** By the client's name. */
  listConnections(accountId: number, now: number): Promise<Connection[]>;

  /** A person's own live sessions, the newest first: those of logons, not those that a client opened for the person. */
  listSessions(search: SessionSearch): Promise<SessionInPlace[]>;

  /** The code that was last sent for a session. */
  findStepCode(sessionId: bigint): Found<StepCode>;
  /** Among those that the person belongs to. */
  findCompany(accountId: number, name: CompanyName): Found<Company>;

  /** Lost when it has a parent that was revoked. */
  open(opening: Opening, entry: AuditEntry): Promise<'won' | 'lost'>;
  addCode(code: NewCode, entry: AuditEntry): Promise<void>;
  /** Opens a connection. However many are opened at once, on whichever nodes, a pool never holds more than its number. */
  redeemCode(redemption: Redemption, entry: AuditEntry): Promise<RedemptionOutcome>;
  addDelegationRequest(request: DelegationRequest, entry: AuditEntry): Promise<void>;
  /** Lost when the code or the request was already spent. */
  redeemDelegation(giving: DelegationGiving, entry: AuditEntry): Promise<'won' | 'lost'>;
  /** Lost when the refresh token was already spent or its family revoked. */
  rotate(rotation: Rotation, entry: AuditEntry): Promise<'won' | 'lost'>;
  /** Lost when the session was already closed or its family revoked. */
  convertSession(conversion: Conversion, entry: AuditEntry): Promise<'won' | 'lost'>;
  /** Lost when the token's family was revoked. */
  addToken(token: Token, entry: AuditEntry): Promise<'won' | 'lost'>;
  /** A session of a family that there is already, held by a client for the person. Lost when the family was revoked. */
  addSession(session: Session, entry: AuditEntry): Promise<'won' | 'lost'>;
  /** Taken when another grant has the user code. */
  addDeviceGrant(grant: NewDeviceGrant, entry: AuditEntry): Promise<'added' | 'taken'>;
  findDeviceGrant(key: SecretKey): Found<DeviceGrantInPlace>;
  findDeviceGrantByUserCode(fingerprint: Fingerprint): Found<DeviceGrantInPlace>;
  /** A device asked. Too fast when it didn't keep its interval, which is five seconds longer from then on. */
  pollDeviceGrant(id: bigint, at: number): Promise<'waiting' | 'too-fast'>;
  /** Lost when it was decided before or has expired. */
  decideDeviceGrant(verdict: DeviceVerdict, entry: AuditEntry): Promise<'won' | 'lost'>;
  /** Lost when it was fetched before or isn't granted. */
  redeemDeviceGrant(redemption: DeviceFetching, entry: AuditEntry): Promise<'won' | 'lost'>;
  addDeposit(deposit: Deposit): Promise<void>;
  /** What this client has deposited, given once: of several that ask, one gets it. */
  takeDeposit(key: SecretKey, clientId: string): Promise<Deposit | undefined>;
  /**
   * Remembers until a moment that something which may be presented only once was presented. It guards a change and is none, so it has no entry of its own.
   */
  useOnce(fingerprint: Fingerprint, expiresAt: number): Promise<'first' | 'again'>;
  /** Moves the session's last use forward, never back. */
  useSession(id: bigint, at: number): Promise<void>;
  /** Keeps a code in place of the one before it; tries go on being counted. Limited when the person was sent too many. */
  putStepCode(sending: StepSending, entry: AuditEntry): Promise<'put' | 'standing' | 'limited'>;
  /** The code could not be sent: it counts no more, and stands in nobody's way. */
  voidStepCode(code: Pick<StepCode, 'sessionId' | 'fingerprint'>): Promise<void>;
  /**
   * Counts a try before it looks at it, so that as many as are made at once are counted. When it is right, the session owes what comes next and takes its
   * slot; when it was the last that the session had, its family is revoked. Limited when the person has failed too often; lost when the session was
   * closed, revoked or passed meanwhile.
   */
  passStep(attempt: StepAttempt, entry: AuditEntry): Promise<StepOutcome>;
  /** Lost when the hash is no longer the one that was to be replaced. */
  replacePassword(replacement: PasswordReplacement, entry: AuditEntry): Promise<'won' | 'lost'>;
  /** Lost when the session was closed or its family revoked. */
  selectCompany(sessionId: bigint, companyId: number, entry: AuditEntry): Promise<'won' | 'lost'>;
  /** Ends the family and those that descend from it. Lost when it was already revoked. */
  revokeFamily(id: bigint, why: RevocationReason, at: number, entry: AuditEntry): Promise<'won' | 'lost'>;
  /**
   * Keeps a new, undecided request. No entry comes with it: whoever sends a browser here can cause one, and it says nothing about anybody until it is
   * decided.
   */
  addAuthorizationRequest(request: AuthorizationRequest): Promise<void>;
  /** Lost when it was decided before. */
  decideAuthorizationRequest(decision: RequestDecision, entry: AuditEntry): Promise<'won' | 'lost'>;
  /** Lost when it was completed before or isn't decided. */
  completeAuthorizationRequest(completion: RequestCompletion, entry: AuditEntry): Promise<'won' | 'lost'>;
  /** Ends the consent and all that came of it: delegations, codes, families. Lost when there was nothing to end. */
  endConnection(end: ConnectionEnd, entry: AuditEntry): Promise<'won' | 'lost'>;
  /** The count of a subject, over or not. */
  findFailures(subject: string): Found<FailureCount>;
  /**
   * Counts one failed attempt against each of its subjects, as `Failure` has it: of attempts that fail at once none is lost.
   * @param failures in the order of kinds that every caller keeps, a name before an address: two who count the same never wait for each other
   * @param entry kept when this attempt has filled a count
   * @returns the counts with this attempt in them, in the same order
   */
  countFailures(failures: readonly Failure[], entry: AuditEntry): Promise<readonly FailureCount[]>;
  /** Begins a subject's count anew. */
  forgetFailures(subject: string): Promise<void>;
  /** Takes away one code or token so that another can be planted in its place: part of building a world, not of its life, and not audited. */
  removeCode(id: bigint): Promise<void>;
  removeToken(id: bigint): Promise<void>;
  addAuditEntry(entry: AuditEntry): Promise<void>;
  /** In time order, those after an id. */
  listAuditEntries(after: bigint, limit: number): Promise<AuditEntry[]>;

  /** By algorithm, in the order of their sequence. */
  listSigningKeys(): Promise<SigningKey[]>;
  /** Taken when the algorithm has a key of this sequence already. */
  addSigningKey(key: SigningKey): Promise<'added' | 'taken'>;
  removeSigningKey(id: string): Promise<void>;

  addOrganisation(organisation: Organisation): Promise<'added' | 'taken'>;
  addCompany(company: Company): Promise<'added' | 'taken'>;
  addAccount(account: NewAccount): Promise<'added' | 'taken'>;
  addMembership(membership: Membership): Promise<'added' | 'taken'>;
  addClient(client: Client): Promise<'added' | 'taken'>;
  addDelegation(delegation: NewDelegation): Promise<'added' | 'taken'>;

  /**
   * Deletes what expired before a moment: requests for authorization, codes, tokens, sessions, what was used once, and families that nothing descends
   * from any more.
   * @param limit rows of each kind at the most, so that no call holds the store for long
   * @returns rows deleted; less than the limit when nothing is left
   */
  sweep(before: number, limit: number): Promise<number>;
  /**
   * Deletes counts of failures that were over before a moment, which nobody asks about any more.
   * @returns rows deleted; less than the limit when nothing is left
   */
  sweepFailures(before: number, limit: number): Promise<number>;
  close(): Promise<void>;
}

export type NewAccount = Omit<Account, 'organisation' | 'hasCompany'> & { readonly organisationId: number };

export type NewCode = Omit<Code, 'account' | 'spentAt' | 'familyId'> & { readonly accountId: number };

export interface NewDelegation {
  readonly id: string;
  readonly secretFingerprint: Fingerprint;
  readonly clientId: string;
  readonly accountId: number;
  readonly createdAt: number;
}
