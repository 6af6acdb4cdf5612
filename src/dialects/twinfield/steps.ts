/**
 * The cluster contract's answers to a session that still owes a step: the code that was sent to the person's phone, and a new password.
 */

import type { Caller } from '../../core/model/audit-entry.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import type { AsmxAnswers } from '../../platforms/asmx/index.ts';
import type { ChangePasswordResult, ClusterContract, SmsLogonResult } from './cluster-contract.ts';
import type { LogonAction } from './logon-words.ts';
import { actionOf } from './open.ts';
import { type ClusterPlace, refusedSession, sessionIn } from './presented.ts';

type StepOperation = 'SmsSendCode' | 'SmsLogon' | 'ChangePassword';

export function stepAnswers(place: ClusterPlace): Pick<AsmxAnswers<ClusterContract, HttpRequest>, StepOperation> {
  const { core } = place.site;
  return {
    // The number is how many seconds the person has to enter the code.
    SmsSendCode: async ({ header }, request) => {
      const session = sessionIn(place, 'SmsSendCode', header, request);
      if (session.kind === 'fault') return session;
      const { caller, text } = session;
      const sent = await core.sendSecondStep({ caller, session: text, atItsSiteOnly: true });
      if (!sent.ok) return refusedSession(place, 'SmsSendCode', sent.refusal);
      return { kind: 'yes', response: { SmsSendCodeResult: sent.value.validSeconds } };
    },

    SmsLogon: async ({ parameters, header }, request) => {
      const session = sessionIn(place, 'SmsLogon', header, request);
      if (session.kind === 'fault') return session;
      const { caller, text } = session;
      // No code is a wrong one.
      const code = parameters.smsCode ?? '';
      const passed = await core.passSecondStep({ caller, session: text, code, atItsSiteOnly: true });
      if (passed.ok) {
        return { kind: 'yes', response: { SmsLogonResult: 'Ok', nextAction: actionOf(passed.value.owes) } };
      }
      const said = sayStep(passed.refusal);
      return said === undefined
        ? refusedSession(place, 'SmsLogon', passed.refusal)
        : { kind: 'yes', response: { SmsLogonResult: said.result, nextAction: said.nextAction } };
    },

    ChangePassword: async ({ parameters, header }, request) => {
      const session = sessionIn(place, 'ChangePassword', header, request);
      if (session.kind === 'fault') return session;
      const { caller, text } = session;
      const present = parameters.currentPassword ?? '';
      const next = parameters.newPassword ?? '';
      const changed = await core.changePassword({ caller, session: text, present, next, atItsSiteOnly: true });
      if (changed.ok) {
        return { kind: 'yes', response: { ChangePasswordResult: 'Ok', nextAction: actionOf(changed.value.owes) } };
      }
      const result = sayChange(changed.refusal);
      if (result === undefined) return refusedSession(place, 'ChangePassword', changed.refusal);
      const nextAction = result === 'Disabled' ? 'None' : await owedBy(place, caller, text);
      return { kind: 'yes', response: { ChangePasswordResult: result, nextAction } };
    },
  };
}

/** The results of a second step that has not been passed. What has none is a fault. */
function sayStep(refusal: Refusal): { readonly result: SmsLogonResult; readonly nextAction: LogonAction } | undefined {
  if (isDisabled(refusal)) return { result: 'Disabled', nextAction: 'None' };
  if (refusal.code !== 'step-rejected') return undefined;
  switch (refusal.why) {
    case 'wrong':
      return { result: 'Invalid', nextAction: 'SMSLogon' };
    // That was the last try. There is no session left to go on with.
    case 'exhausted':
      return { result: 'Invalid', nextAction: 'None' };
    // Another code can be had for either.
    case 'expired':
    case 'none':
      return { result: 'TimeOut', nextAction: 'SMSLogon' };
    case 'not-owed':
      return undefined;
  }
}

function sayChange(refusal: Refusal): Exclude<ChangePasswordResult, 'Ok'> | undefined {
  if (isDisabled(refusal)) return 'Disabled';
  if (refusal.code === 'credentials-rejected') return 'Invalid';
  if (refusal.code !== 'password-rejected') return undefined;
  return refusal.why === 'not-different' ? 'NotDifferent' : 'NotSecure';
}

function isDisabled(refusal: Refusal): boolean {
  return refusal.code === 'account-barred' && refusal.why === 'disabled';
}

/** What the session still owes after a step that it didn't take. */
async function owedBy(place: ClusterPlace, caller: Caller, text: string): Promise<LogonAction> {
  const used = await place.site.core.useCredential({ caller, text, accepts: ['session'], atItsSiteOnly: true });
  return !used.ok && used.refusal.code === 'step-owed' ? actionOf(used.refusal.step) : 'None';
}
