/**
 * The cluster contract's answers to whoever has a session: it is used and ended where it belongs. The steps that it may owe are in `steps.ts`.
 */

import { say } from '../../core/refusal.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import type { AsmxAnswers } from '../../platforms/asmx/index.ts';
import type { Site } from '../dialect.ts';
import type { ClusterContract } from './cluster-contract.ts';
import { isGiven } from './given.ts';
import { CLUSTER_LOGON_RESULTS, type ClusterLogonResult } from './logon-words.ts';
import { openByPassword, sayLogon } from './open.ts';
import { admit, type ClusterPlace, refusedSession, sessionIn } from './presented.ts';
import { sessionFault } from './session-fault.ts';
import type { TwinfieldSettings } from './settings.ts';
import { stepAnswers } from './steps.ts';
import { vocabulary } from './vocabulary.ts';

/** A session counts on the cluster that it belongs to; which one that is was told at logon. */
export function clusterAnswers(site: Site, settings: TwinfieldSettings): AsmxAnswers<ClusterContract, HttpRequest> {
  const place: ClusterPlace = { site, settings, actor: site.url + settings.path, language: settings.language };
  return {
    ...stepAnswers(place),

    Logon: async ({ parameters }, request) => {
      const opened = await openByPassword(site, settings, request, parameters);
      const said = await sayLogon(site, request, opened, (refusal) => {
        const { logon, fault } = say(vocabulary, refusal, undefined);
        if (isClusterResult(logon)) return logon;
        // Here the enumeration ends before `Failed`; what else it lacks has a number of its own.
        return logon === 'Failed' ? 'Invalid' : sessionFault(fault, 'Logon', place);
      });
      if (said.kind === 'fault') return said;
      const { result, nextAction, cluster, header } = said;
      return { kind: 'yes', header, response: { LogonResult: result, nextAction, cluster } };
    },

    SelectCompany: async ({ parameters, header }, request) => {
      const code = parameters.company;
      const admitted = await admit(place, 'SelectCompany', header, request);
      if (admitted.kind === 'fault') return admitted;
      const { caller, text, used } = admitted;
      const terms = { caller, text, atItsSiteOnly: true, atHomeOnly: true };
      const selected = isGiven(code)
        ? await site.core.selectCompany({ ...terms, accepts: [used.kind], name: { code } })
        : site.core.refuse('select-company', caller, { code: 'company-rejected' });
      if (selected.ok) return { kind: 'yes', response: { SelectCompanyResult: 'Ok' } };
      return selected.refusal.code === 'company-rejected'
        ? { kind: 'yes', response: { SelectCompanyResult: 'Invalid' } }
        : refusedSession(place, 'SelectCompany', selected.refusal);
    },

    KeepAlive: async ({ header }, request) => {
      const admitted = await admit(place, 'KeepAlive', header, request);
      return admitted.kind === 'fault' ? admitted : { kind: 'yes', response: {} };
    },

    Abandon: async ({ header }, request) => {
      // A token is no session, and giving up a connection is not what is asked: it is looked at and left alone.
      if (isGiven(header?.AccessToken) && !isGiven(header.SessionID)) {
        const admitted = await admit(place, 'Abandon', header, request);
        return admitted.kind === 'fault' ? admitted : { kind: 'yes', response: {} };
      }
      const session = sessionIn(place, 'Abandon', header, request);
      if (session.kind === 'fault') return session;
      const { caller, text } = session;
      // Also one that still owes a step, or names a company that isn't there.
      const ended = await site.core.endCredential({ caller, text, accepts: ['session'], atItsSiteOnly: true });
      return ended.ok ? { kind: 'yes', response: {} } : refusedSession(place, 'Abandon', ended.refusal);
    },

    GetRole: async ({ header }, request) => {
      const admitted = await admit(place, 'GetRole', header, request);
      if (admitted.kind === 'fault') return admitted;
      return { kind: 'yes', response: { GetRoleResult: admitted.used.account?.role ?? null } };
    },
  };
}

function isClusterResult(word: string): word is ClusterLogonResult {
  return (CLUSTER_LOGON_RESULTS as readonly string[]).includes(word);
}
