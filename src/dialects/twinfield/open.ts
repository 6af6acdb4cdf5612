/**
 * Logons of either contract: what they ask for, and what they say of how it ended.
 */

import { SESSION } from '../../core/model/secret-form.ts';
import type { OpenedSession, SessionDoor, SessionTerms } from '../../core/operations/steps/open-session.ts';
import { type OwedStep, type Refusal, type Result, say } from '../../core/refusal.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { type AsmxFault, faults } from '../../platforms/asmx/index.ts';
import { callerOf, type Site, urlOf } from '../dialect.ts';
import { isGiven, missingOf } from './given.ts';
import type { LogonAction, LogonResult } from './logon-words.ts';
import type { TwinfieldSettings } from './settings.ts';
import { vocabulary } from './vocabulary.ts';

export const DOOR: SessionDoor = { legacy: true, needsCompany: true, fenced: true, carriesSteps: true };

/** One live session for each person, however they logged on (A5 of the reference page). */
const SLOT = 'twinfield';

export function termsOf(settings: TwinfieldSettings): SessionTerms {
  return {
    form: SESSION,
    idleSeconds: settings.sessionIdleSeconds,
    lifetimeSeconds: settings.sessionLifetimeSeconds,
    deviceKey: undefined,
    site: undefined,
    slot: SLOT,
    access: undefined,
  };
}

const ACTIONS: Readonly<Record<OwedStep, LogonAction>> = {
  'second-step': 'SMSLogon',
  'change-password': 'ChangePassword',
};

export function actionOf(owes: OwedStep | undefined): LogonAction {
  return owes === undefined ? 'None' : ACTIONS[owes];
}

interface PasswordParameters {
  readonly user: string | null;
  readonly password: string | null;
  readonly organisation: string | null;
}

/** `Logon`, the same in both contracts. Without any of its parameters, or with an empty one, nothing is looked up. */
export function openByPassword(
  site: Site,
  settings: TwinfieldSettings,
  request: HttpRequest,
  { user, password, organisation }: PasswordParameters,
): Promise<Result<OpenedSession>> {
  const caller = callerOf('twinfield', site, request);
  if (!isGiven(user) || !isGiven(password) || !isGiven(organisation)) {
    const refusal = missingOf({ user, password, organisation });
    return Promise.resolve(site.core.refuse('open-session-by-password', caller, refusal));
  }
  const person = { name: user, organisationCode: organisation };
  return site.core.openSessionByPassword({ caller, person, password, door: DOOR, terms: termsOf(settings) });
}

export interface SaidLogon<R extends LogonResult = LogonResult> {
  readonly kind: 'said';
  readonly result: R;
  readonly nextAction: LogonAction;
  readonly cluster: string | null;
  readonly header: { readonly SessionID: string | null } | undefined;
}

/**
 * Says how a logon ended. Whoever owes the second step is sent a code before they are told so: asking for it is optional on this wire. When it can't be
 * sent, the logon stands, and the person can ask again.
 * @param refused this contract's word for a refusal
 */
export async function sayLogon<R extends LogonResult>(
  site: Site,
  request: HttpRequest,
  opened: Result<OpenedSession>,
  refused: (refusal: Refusal) => R | AsmxFault,
): Promise<SaidLogon<R | 'Ok'> | AsmxFault> {
  if (opened.ok) {
    const { session, secret, owes } = opened.value;
    if (owes === 'second-step' && secret !== undefined) {
      const caller = callerOf('twinfield', site, request);
      await site.core.sendSecondStep({ caller, session: secret, atItsSiteOnly: false });
    }
    return {
      kind: 'said',
      result: 'Ok',
      nextAction: actionOf(owes),
      // Clients put their own path behind it, so it ends without a slash.
      cluster: urlOf(site, session.site),
      header: { SessionID: secret ?? null },
    };
  }
  const { refusal } = opened;
  // No result means "later", and the vendor's clients know this fault and wait.
  if (refusal.code === 'too-many-attempts') return faults.tooOften(refusal.retryAfterSeconds);
  const said = refused(refusal);
  return typeof said === 'string'
    ? { kind: 'said', result: said, nextAction: 'None', cluster: null, header: undefined }
    : said;
}

/** The login contract has a result for every refusal. */
export function logonResult(refusal: Refusal): LogonResult {
  return say(vocabulary, refusal, undefined).logon;
}
