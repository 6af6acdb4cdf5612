/**
 * The core: every operation of the domain behind one seam.
 *
 * A dialect holds a `Core` and nothing deeper. Each call through it is timed and noted, and a refusal is kept in the audit trail, here and
 * nowhere else, so that no dialect can forget to; a change keeps its own entry together with the change. The core knows no wire, no status
 * code and no database.
 */
import type { Caller } from './model/audit-entry.ts';
import { outcomeOf } from './model/audit-entry.ts';
import { beginAuthorization } from './operations/begin-authorization.ts';
import { beginDeviceAuthorization } from './operations/begin-device-authorization.ts';
import { changePassword } from './operations/change-password.ts';
import { collectQuestion } from './operations/collect-question.ts';
import { completeAuthorization } from './operations/complete-authorization.ts';
import { completeDeviceAuthorization } from './operations/complete-device-authorization.ts';
import { convertSession } from './operations/convert-session.ts';
import { decideAuthorization } from './operations/decide-authorization.ts';
import { depositQuestion } from './operations/deposit-question.ts';
import { deriveToken } from './operations/derive-token.ts';
import { describeAuthorization } from './operations/describe-authorization.ts';
import { endConnection } from './operations/end-connection.ts';
import { endCredential } from './operations/end-credential.ts';
import { endSession } from './operations/end-session.ts';
import { exchangeCredential } from './operations/exchange-credential.ts';
import { findDelegationRequest } from './operations/find-delegation-request.ts';
import { inspectCredential } from './operations/inspect-credential.ts';
import { issueByPassword } from './operations/issue-by-password.ts';
import { issueClientToken } from './operations/issue-client-token.ts';
import { listConnections } from './operations/list-connections.ts';
import { listSessions } from './operations/list-sessions.ts';
import { logOut } from './operations/log-out.ts';
import { meetVisitor } from './operations/meet-visitor.ts';
import { openSessionByDelegation } from './operations/open-session-by-delegation.ts';
import { openSessionByPassword } from './operations/open-session-by-password.ts';
import { openSessionByToken } from './operations/open-session-by-token.ts';
import { passSecondStep } from './operations/pass-second-step.ts';
import { recogniseClient } from './operations/recognise-client.ts';
import { redeemCode } from './operations/redeem-code.ts';
import { redeemDelegation } from './operations/redeem-delegation.ts';
import { redeemDevice } from './operations/redeem-device.ts';
import { refreshTokens } from './operations/refresh-tokens.ts';
import { requestDelegation } from './operations/request-delegation.ts';
import { requestDevice } from './operations/request-device.ts';
import { revokeCredential } from './operations/revoke-credential.ts';
import { selectCompany } from './operations/select-company.ts';
import { sendSecondStep } from './operations/send-second-step.ts';
import { useCredential } from './operations/use-credential.ts';
import type { StoreUnavailable } from './ports/store.ts';
import { no, type Refusal, type Refused, type Result } from './refusal.ts';
import type { World } from './world.ts';

/** One question that the core was asked and how it ended, for metrics and the log. Holds no secret. */
export interface OperationEvent {
  readonly operation: string;
  readonly caller: Caller;
  /** `yes`, `fault`, or the refusal as the audit trail spells it. */
  readonly outcome: string;
  readonly milliseconds: number;
}

/** The ear at the seam. It must not throw. */
export type Note = (event: OperationEvent) => void;

const OPERATIONS = {
  openSessionByPassword,
  openSessionByDelegation,
  openSessionByToken,
  requestDelegation,
  findDelegationRequest,
  redeemDelegation,
  redeemCode,
  refreshTokens,
  issueClientToken,
  exchangeCredential,
  issueByPassword,
  convertSession,
  deriveToken,
  useCredential,
  selectCompany,
  sendSecondStep,
  passSecondStep,
  changePassword,
  endCredential,
  listSessions,
  endSession,
  inspectCredential,
  revokeCredential,
  recogniseClient,
  requestDevice,
  beginDeviceAuthorization,
  completeDeviceAuthorization,
  redeemDevice,
  logOut,
  depositQuestion,
  collectQuestion,
  beginAuthorization,
  describeAuthorization,
  decideAuthorization,
  completeAuthorization,
  meetVisitor,
  listConnections,
  endConnection,
};

/** When a caller may try again after the store could not be reached. */
const UNAVAILABLE_RETRY_SECONDS = 5;

type Operations = typeof OPERATIONS;

type Bound<O> = O extends (world: World, input: infer I) => infer R ? (input: I) => R : never;

export type Core = { readonly [K in keyof Operations]: Bound<Operations[K]> } & {
  /**
   * Notes a refusal that a dialect found while reading a request, before there was anything to ask. Nothing is stored: whoever sends
   * nonsense can't fill a table with it.
   */
  readonly refuse: (operation: string, caller: Caller, refusal: Refusal) => Refused;
};

export function createCore(world: World, note: Note): Core {
  const bound = Object.entries(OPERATIONS).map(([name, operation]) => [
    name,
    // Each operation fits its own input; the mapped type above keeps the pairs together for callers.
    throughSeam(world, note, name, operation as (world: World, input: never) => Promise<Result<unknown>>),
  ]);
  const refuse = (operation: string, caller: Caller, refusal: Refusal): Refused => {
    note({ operation, caller, outcome: outcomeOf(refusal), milliseconds: 0 });
    return no(refusal);
  };
  return { ...Object.fromEntries(bound), refuse } as Core;
}

function throughSeam<I extends { readonly caller: Caller }>(
  world: World,
  note: Note,
  operationName: string,
  operation: (world: World, input: I) => Promise<Result<unknown>>,
) {
  const name = kebab(operationName);
  return async (input: I): Promise<Result<unknown>> => {
    const { caller } = input;
    const begun = world.clock.now();
    let outcome = 'fault';
    try {
      const result = await operation(world, input);
      outcome = result.ok ? 'yes' : outcomeOf(result.refusal);
      if (!result.ok && isKept(result.refusal)) {
        await world.store.addAuditEntry({
          id: world.nextId(),
          at: begun,
          operation: name,
          outcome,
          caller,
          accountId: result.about.accountId,
          clientId: result.about.clientId,
          familyId: result.about.familyId,
        });
      }
      return result;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      const refusal = { code: 'unavailable', retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS } as const;
      outcome = outcomeOf(refusal);
      return no(refusal);
    } finally {
      note({ operation: name, caller, outcome, milliseconds: world.clock.now() - begun });
    }
  };
}

function isUnavailable(error: unknown): error is StoreUnavailable {
  return error instanceof Error && 'code' in error && error.code === 'STORE_UNAVAILABLE';
}

/** What anybody could send at will, and says nothing about anyone, leaves no row behind. */
function isKept(refusal: Refusal): boolean {
  switch (refusal.code) {
    case 'request-malformed':
    case 'token-malformed':
    case 'login-required':
    case 'authorization-ended':
    case 'not-decided-yet':
    case 'closed-for-maintenance':
    case 'unavailable':
    // The attempts that led to it are kept, and the moment at which they were enough.
    case 'too-many-attempts':
      return false;
    case 'session-ended':
      return refusal.why !== 'unknown';
    default:
      return true;
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
