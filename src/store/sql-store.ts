/**
 * The store over any `Sql`: which statements run together, and what their rows say about who won.
 *
 * A change that can be lost begins with the one statement that decides it, and writes nothing more when that found no row. The audit entry is written
 * in the same unit, last, so it is there exactly when the change is.
 */
import type { AuditEntry } from '../core/model/audit-entry.ts';
import type { Deposit } from '../core/model/deposit.ts';
import type { Failure, FailureCount } from '../core/model/failure-count.ts';
import type { Token } from '../core/model/token.ts';
import type { ConnectionPool, Freshness, Opening, Redemption, RedemptionOutcome, Store } from '../core/ports/store.ts';
import { type Read, readOne } from './read-one.ts';
import { readsWithPeople } from './reads-with-people.ts';
import type { Sql, Statement, Work } from './sql.ts';
import { accountAt, insertAccount, insertMembership, selectAccount, selectAccountByEmail } from './tables/account.ts';
import { auditEntryIn, insertAuditEntry, selectAuditEntries } from './tables/audit-entry.ts';
import {
  authorizationRequestIn,
  deleteExpiredRequests,
  insertAuthorizationRequest,
  selectAuthorizationRequest,
} from './tables/authorization-request.ts';
import { clientAt, insertClient, selectClient } from './tables/client.ts';
import { codeIn, deleteCode, deleteExpiredCodes, insertCode, selectCode, spendCode } from './tables/code.ts';
import { enterPool, evictExcess, evictionEntriesIn } from './tables/connection.ts';
import { connectionIn, consentIn, selectConnections, selectConsent } from './tables/consent.ts';
import { insertDelegation } from './tables/delegation.ts';
import {
  delegationRequestIn,
  deleteExpiredDelegationRequests,
  insertDelegationRequest,
  selectDelegationRequest,
} from './tables/delegation-request.ts';
import { deleteExpiredDeposits, depositIn, insertDeposit, takeDeposit } from './tables/deposit.ts';
import {
  deleteExpiredDeviceGrants,
  deviceGrantIn,
  insertDeviceGrant,
  selectDeviceGrant,
  selectDeviceGrantByUserCode,
  spendDeviceGrant,
} from './tables/device-grant.ts';
import { claimFamily, deleteEndedFamilies, insertFamily, keepFamily } from './tables/family.ts';
import { companyIn, insertCompany, insertOrganisation, selectOwnCompany } from './tables/organisation.ts';
import {
  countFailure,
  deleteEndedFailures,
  deleteFailures,
  failureCountIn,
  selectFailures,
} from './tables/password-failures.ts';
import {
  claimSession,
  deleteExpiredSessions,
  insertSession,
  moveSessionUse,
  selectCompanyOf,
  selectSessionById,
  selectSessionsOf,
  sessionInPlaceIn,
} from './tables/session.ts';
import { deleteEndedSlots } from './tables/session-slot.ts';
import { deleteSigningKey, insertSigningKey, selectSigningKeys, signingKeyIn } from './tables/signing-key.ts';
import { deleteEndedStepCodes, selectStepCode, stepCodeIn, voidStepCode } from './tables/step-code.ts';
import { deleteExpiredTokens, deleteToken, insertToken, selectTokenById, tokenInPlaceIn } from './tables/token.ts';
import { deleteExpiredUsedOnce, insertUsedOnce } from './tables/used-once.ts';
import { completeAuthorization, decideAuthorization, endConnection } from './units/authorization.ts';
import { giveDelegation, givingClaim } from './units/delegation.ts';
import { descentOf, openBelow, revokeWithDescent } from './units/descent.ts';
import { decideGrant, pollGrant } from './units/device-grant.ts';
import { rotate } from './units/rotation.ts';
import {
  attemptClaim,
  passStep,
  putCode,
  replacementClaim,
  replacePassword,
  sendingClaim,
} from './units/second-step.ts';
import { enterSlot, slotClaim } from './units/slot.ts';

type Won = 'won' | 'lost';

export function createSqlStore(sql: Sql): Store {
  const find = <T>(statement: Statement, read: Read<T>, freshness?: Freshness) =>
    readOne(sql, statement, read, freshness);

  return {
    ...readsWithPeople(sql),
    findClient: (id) => find(selectClient(id), clientAt),
    async findAccount(name) {
      let [row, other] = await sql.read(selectAccount(name));
      if (row === undefined && name.orEmail === true) [row, other] = await sql.read(selectAccountByEmail(name));
      return row === undefined || other !== undefined ? undefined : accountAt(row, 0);
    },
    findDelegationRequest: (id) => find(selectDelegationRequest(id), delegationRequestIn),
    findCode: (key) => find(selectCode(key), codeIn),
    findTokenById: (id) => find(selectTokenById(id), tokenInPlaceIn),
    findSessionById: (id) => find(selectSessionById(id), sessionInPlaceIn),
    findAuthorizationRequest: (id) => find(selectAuthorizationRequest(id), authorizationRequestIn),
    findConsent: (accountId, clientId) => find(selectConsent(accountId, clientId), consentIn),
    async listConnections(accountId, now) {
      return (await sql.read(selectConnections(accountId, now))).map(connectionIn);
    },
    async listSessions(search) {
      const rows = await sql.read(selectSessionsOf({ ...search, limit: countOf(search.limit) }));
      return rows.map(sessionInPlaceIn);
    },
    findStepCode: (sessionId) => find(selectStepCode(sessionId), stepCodeIn),
    findCompany: (accountId, name) => find(selectOwnCompany(accountId, name), companyIn),

    open: (opening, entry) =>
      sql.write(() => openNew(opening, entry), [...parentClaim(opening), ...slotClaim(opening.session)]),
    addCode: (code, entry) => sql.write(() => all(insertCode(code), insertAuditEntry(entry))),
    redeemCode: (redemption, entry) =>
      sql.write(
        function* (): Work<RedemptionOutcome> {
          const { codeId, at, family, pool } = redemption;
          const spent = yield spendCode(codeId, at, family.id);
          if (spent.length === 0) return { outcome: 'lost', evicted: 0 };
          const evicted = pool === undefined ? 0 : yield* makeRoom(pool, at);
          yield* open({ ...redemption, connectedAt: at }, entry);
          return { outcome: 'won', evicted };
        },
        [redemption.codeId, ...slotClaim(redemption.session), ...poolClaim(redemption)],
      ),
    rotate: (rotation, entry) => sql.write(() => rotate(rotation, entry), [rotation.spentId, rotation.refresh.id]),
    convertSession: ({ sessionId, closeAt, token, refresh }, entry) =>
      sql.write(
        function* (): Work<Won> {
          const claimed = yield claimSession(sessionId, closeAt);
          if (claimed.length === 0) return 'lost';
          yield* addTokens(refresh === undefined ? [token] : [token, refresh], entry);
          return 'won';
        },
        // Any number of conversions that leave the session open may run at once.
        closeAt === undefined ? [] : [sessionId],
      ),
    addToken: (token, entry) =>
      sql.write(function* (): Work<Won> {
        const claimed = yield claimFamily(token.familyId);
        if (claimed.length === 0) return 'lost';
        yield* addTokens([token], entry);
        return 'won';
      }),
    addSession: (session, entry) =>
      sql.write(function* (): Work<Won> {
        const claimed = yield claimFamily(session.familyId);
        if (claimed.length === 0) return 'lost';
        const { familyId, expiresAt, openedAt } = session;
        yield [insertSession(session), keepFamily(familyId, expiresAt, openedAt), insertAuditEntry(entry)];
        return 'won';
      }),
    addDeviceGrant: (grant, entry) =>
      sql.write(function* (): Work<'added' | 'taken'> {
        const added = yield insertDeviceGrant(grant);
        if (added.length === 0) return 'taken';
        yield [insertAuditEntry(entry)];
        return 'added';
      }),
    findDeviceGrant: (key) => find(selectDeviceGrant(key), deviceGrantIn),
    findDeviceGrantByUserCode: (fingerprint) => find(selectDeviceGrantByUserCode(fingerprint), deviceGrantIn),
    pollDeviceGrant: (id, at) => sql.write(() => pollGrant(id, at), [id]),
    decideDeviceGrant: (verdict, entry) => sql.write(() => decideGrant(verdict, entry), [verdict.id]),
    redeemDeviceGrant: (redemption, entry) =>
      sql.write(
        function* (): Work<Won> {
          const spent = yield spendDeviceGrant(redemption.deviceGrantId, redemption.at, redemption.family.id);
          if (spent.length === 0) return 'lost';
          yield* open(redemption, entry);
          return 'won';
        },
        [redemption.deviceGrantId],
      ),
    addDeposit: (deposit) => sql.write(() => all(insertDeposit(deposit))),
    takeDeposit: (key, clientId) =>
      sql.write(function* (): Work<Deposit | undefined> {
        const [row] = yield takeDeposit(key, clientId);
        return row === undefined ? undefined : depositIn(row);
      }),
    useOnce: (fingerprint, expiresAt) =>
      sql.write(function* (): Work<'first' | 'again'> {
        const added = yield insertUsedOnce(fingerprint, expiresAt);
        return added.length === 0 ? 'again' : 'first';
      }),
    addDelegationRequest: (request, entry) =>
      sql.write(() => all(insertDelegationRequest(request), insertAuditEntry(entry))),
    redeemDelegation: (giving, entry) => sql.write(() => giveDelegation(giving, entry), givingClaim(giving)),
    useSession: (id, at) => sql.write(() => all(moveSessionUse(id, at))),
    putStepCode: (sending, entry) => sql.write(() => putCode(sending, entry), sendingClaim(sending)),
    voidStepCode: (code) => sql.write(() => all(voidStepCode(code))),
    passStep: (attempt, entry) => sql.write(() => passStep(attempt, entry), attemptClaim(attempt)),
    replacePassword: (replacement, entry) =>
      sql.write(() => replacePassword(replacement, entry), replacementClaim(replacement)),
    selectCompany: (sessionId, companyId, entry) =>
      sql.write(
        function* (): Work<Won> {
          const selected = yield selectCompanyOf(sessionId, companyId);
          if (selected.length === 0) return 'lost';
          yield [insertAuditEntry(entry)];
          return 'won';
        },
        [sessionId],
      ),
    revokeFamily: (id, why, at, entry) => sql.write(() => revokeWithDescent(id, why, at, entry), [id]),
    addAuthorizationRequest: (request) => sql.write(() => all(insertAuthorizationRequest(request))),
    decideAuthorizationRequest: (decision, entry) =>
      sql.write(() => decideAuthorization(decision, entry), [decision.id]),
    completeAuthorizationRequest: (completion, entry) =>
      sql.write(() => completeAuthorization(completion, entry), [completion.id]),
    endConnection: (end, entry) => sql.write(() => endConnection(end, entry)),
    findFailures: (subject) => find(selectFailures(subject), failureCountIn),
    countFailures: (failures, entry) => sql.write(() => countFailures(failures, entry)),
    forgetFailures: (subject) => sql.write(() => all(deleteFailures(subject))),
    removeCode: (id) => sql.write(() => all(deleteCode(id))),
    removeToken: (id) => sql.write(() => all(deleteToken(id))),
    addAuditEntry: (entry) => sql.write(() => all(insertAuditEntry(entry))),
    async listAuditEntries(after, limit) {
      const rows = await sql.read(selectAuditEntries(after, countOf(limit)));
      return rows.map(auditEntryIn);
    },

    async listSigningKeys() {
      return (await sql.read(selectSigningKeys())).map(signingKeyIn);
    },
    addSigningKey: (key) => sql.write(() => add(insertSigningKey(key))),
    removeSigningKey: (id) => sql.write(() => all(deleteSigningKey(id))),

    addOrganisation: (organisation) => sql.write(() => add(insertOrganisation(organisation))),
    addCompany: (company) => sql.write(() => add(insertCompany(company))),
    addAccount: (account) => sql.write(() => add(insertAccount(account))),
    addMembership: (membership) => sql.write(() => add(insertMembership(membership))),
    addClient: (client) => sql.write(() => add(insertClient(client))),
    addDelegation: (delegation) => sql.write(() => add(insertDelegation(delegation))),

    // Two sweeps at once would each see the other's rows vanish and take it for having finished.
    sweep: (before, limit) => sql.write(() => sweep(before, countOf(limit)), 'alone'),
    sweepFailures: (before, limit) => sql.write(() => sweepFailures(before, countOf(limit)), 'alone'),
    close: () => sql.close(),
  };
}

function* all(...statements: readonly Statement[]): Work<void> {
  yield statements;
}

function* add(insert: Statement): Work<'added' | 'taken'> {
  const added = yield insert;
  return added.length === 0 ? 'taken' : 'added';
}

function* open(opening: Opening, entry: AuditEntry): Work<void> {
  const { family, session, tokens } = opening;
  // Half a person ends nobody's session: the slot is taken when the second step is passed.
  const replaced = session?.owes === 'second-step' ? [] : yield* enterSlot(session, family.openedAt);
  yield [
    ...replaced,
    insertFamily(opening),
    ...(session === undefined ? [] : [insertSession(session)]),
    ...tokens.map(insertToken),
    insertAuditEntry(entry),
  ];
}

function* openNew(opening: Opening, entry: AuditEntry): Work<Won> {
  if (opening.parentId !== undefined) return yield* openBelow(opening.parentId, open(opening, entry));
  yield* open(opening, entry);
  return 'won';
}

function parentClaim({ parentId }: Opening): readonly bigint[] {
  return parentId === undefined ? [] : [parentId];
}

/** Tokens that a living family gets later; it is kept for as long as they are. */
function* addTokens(tokens: readonly Token[], entry: AuditEntry): Work<void> {
  const kept = tokens.map(({ familyId, expiresAt, issuedAt }) => keepFamily(familyId, expiresAt, issuedAt));
  yield [...tokens.map(insertToken), ...kept, insertAuditEntry(entry)];
}

/** @returns how many connections had to go */
function* makeRoom(pool: ConnectionPool, at: number): Work<number> {
  yield [enterPool(pool)];
  const entries = evictionEntriesIn(yield evictExcess(pool, at), pool);
  if (entries.length > 0) {
    const evicted = entries.flatMap(({ familyId }) => familyId ?? []);
    yield [...descentOf(evicted, 'evicted', at), ...entries.map(insertAuditEntry)];
  }
  return entries.length;
}

function poolClaim({ pool }: Redemption): readonly string[] {
  return pool === undefined ? [] : [`pool ${pool.accountId ?? 0} ${pool.clientId}`];
}

/** One statement after another, so that all who fail at once reach for names first and for addresses then. */
function* countFailures(failures: readonly Failure[], entry: AuditEntry): Work<readonly FailureCount[]> {
  const counts: FailureCount[] = [];
  let isFilled = false;
  for (const failure of failures) {
    const [row] = yield countFailure(failure);
    if (row === undefined) throw new Error('The database has counted a failure and does not say how many there are.');
    const count = failureCountIn(row);
    counts.push(count);
    if (count.failures === failure.limit) isFilled = true;
  }
  if (isFilled) yield [insertAuditEntry(entry)];
  return counts;
}

/** A family goes last: while any of its tokens waits for the next sweep, what its secret opens must still be told apart from the unknown. */
function* sweep(before: number, limit: number): Work<number> {
  let deleted = 0;
  let isMoreLeft = false;
  const removals = [
    deleteExpiredRequests,
    deleteExpiredCodes,
    deleteExpiredTokens,
    deleteExpiredSessions,
    deleteEndedSlots,
    deleteExpiredUsedOnce,
    deleteExpiredDeposits,
    deleteExpiredDeviceGrants,
    deleteEndedStepCodes,
    deleteExpiredDelegationRequests,
  ];
  for (const remove of removals) {
    const gone = yield remove(before, limit);
    deleted += gone.length;
    if (gone.length >= limit) isMoreLeft = true;
  }
  if (!isMoreLeft) deleted += (yield deleteEndedFamilies(before, limit)).length;
  return deleted;
}

function* sweepFailures(before: number, limit: number): Work<number> {
  return (yield deleteEndedFailures(before, limit)).length;
}

/** SQLite takes a negative limit for none at all. */
function countOf(limit: number): number {
  return Math.max(0, Math.trunc(limit));
}
