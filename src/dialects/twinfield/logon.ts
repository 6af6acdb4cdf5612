/**
 * The login contract's answers: a logon becomes a session, and how it ended a result.
 */
import type { FastifyRequest } from 'fastify';
import { SESSION } from '../../core/model/secret-form.ts';
import type { OpenedSession, SessionDoor, SessionTerms } from '../../core/operations/steps/open-session.ts';
import { type OwedStep, type Result, say } from '../../core/refusal.ts';
import { type AsmxAnswers, type AsmxFault, faults } from '../../platforms/asmx/index.ts';
import { callerOf, type Site, urlOf } from '../dialect.ts';
import { isGiven, missingOf } from './given.ts';
import type { LoginContract } from './login-contract.ts';
import type { LogonAction, LogonResult } from './logon-words.ts';
import type { TwinfieldSettings } from './settings.ts';
import { unansweredAtLogin } from './unanswered.ts';
import { vocabulary } from './vocabulary.ts';

const DOOR: SessionDoor = { legacy: true, needsCompany: true, fenced: true, carriesSteps: true };

/** One live session for each person, however they logged on (A5 of the reference page). */
const SLOT = 'twinfield';

const ACTIONS: Readonly<Record<OwedStep, LogonAction>> = {
  'second-step': 'SMSLogon',
  'change-password': 'ChangePassword',
};

/** Every parameter of both logons is needed: without one, or with an empty one, the result is `Failed` and nothing is looked up. */
export function loginAnswers(site: Site, settings: TwinfieldSettings): AsmxAnswers<LoginContract, FastifyRequest> {
  const terms: SessionTerms = {
    form: SESSION,
    idleSeconds: settings.sessionIdleSeconds,
    lifetimeSeconds: settings.sessionLifetimeSeconds,
    deviceKey: undefined,
    site: undefined,
    slot: SLOT,
    access: undefined,
  };
  return {
    ...unansweredAtLogin,
    Logon: async ({ parameters }, request) => {
      const { user, password, organisation } = parameters;
      const caller = callerOf('twinfield', site, request);
      const opened =
        isGiven(user) && isGiven(password) && isGiven(organisation)
          ? await site.core.openSessionByPassword({
              caller,
              person: { name: user, organisationCode: organisation },
              password,
              door: DOOR,
              terms,
            })
          : site.core.refuse('open-session-by-password', caller, missingOf(parameters));
      const said = sayLogon(site, opened);
      if (said.kind === 'fault') return said;
      const { result, nextAction, cluster, header } = said;
      return { kind: 'yes', header, response: { LogonResult: result, nextAction, cluster } };
    },

    OAuthLogon: async ({ parameters }, request) => {
      const { clientToken, clientSecret, accessToken, accessSecret } = parameters;
      const caller = callerOf('twinfield', site, request);
      const opened =
        isGiven(clientToken) && isGiven(clientSecret) && isGiven(accessToken) && isGiven(accessSecret)
          ? await site.core.openSessionByDelegation({
              caller,
              client: { id: clientToken, secret: clientSecret },
              delegationId: accessToken,
              delegationSecret: accessSecret,
              door: DOOR,
              terms,
            })
          : site.core.refuse('open-session-by-delegation', caller, missingOf(parameters));
      const said = sayLogon(site, opened);
      if (said.kind === 'fault') return said;
      const { result, nextAction, cluster, header } = said;
      return { kind: 'yes', header, response: { OAuthLogonResult: result, nextAction, cluster } };
    },
  };
}

interface SaidLogon {
  readonly kind: 'said';
  readonly result: LogonResult;
  readonly nextAction: LogonAction;
  readonly cluster: string | null;
  readonly header: { readonly SessionID: string | null } | undefined;
}

function sayLogon(site: Site, opened: Result<OpenedSession>): SaidLogon | AsmxFault {
  if (opened.ok) {
    const { session, secret, owes } = opened.value;
    return {
      kind: 'said',
      result: 'Ok',
      nextAction: owes === undefined ? 'None' : ACTIONS[owes],
      // Clients put their own path behind it, so it ends without a slash.
      cluster: urlOf(site, session.site),
      header: { SessionID: secret ?? null },
    };
  }
  const { refusal } = opened;
  // No result means "later", and the vendor's clients know this fault and wait.
  if (refusal.code === 'too-many-attempts') return faults.tooOften(refusal.retryAfterSeconds);
  const result = say(vocabulary, refusal, undefined).logon;
  return { kind: 'said', result, nextAction: 'None', cluster: null, header: undefined };
}
