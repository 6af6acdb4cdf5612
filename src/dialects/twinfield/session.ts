/**
 * The cluster contract's answers: a session that was opened on the login site is used and ended where it belongs.
 */
import type { FastifyRequest } from 'fastify';
import type { Core } from '../../core/index.ts';
import { type Result, say } from '../../core/refusal.ts';
import type { AsmxAnswers, AsmxFault, AsmxYes } from '../../platforms/asmx/index.ts';
import { callerOf, type Site } from '../dialect.ts';
import type { ClusterContract } from './cluster-contract.ts';
import { isGiven, missingOf } from './given.ts';
import { sessionFault } from './session-fault.ts';
import type { TwinfieldSettings } from './settings.ts';
import { unansweredOnCluster } from './unanswered.ts';
import { vocabulary } from './vocabulary.ts';

type Operation = 'KeepAlive' | 'Abandon';
type SessionHeader = { readonly SessionID: string | null } | null;
type Empty = AsmxYes<ClusterContract['operations'][Operation]>;

const DONE: Empty = { kind: 'yes', response: {} };

/** A session counts on the cluster that it belongs to; which one that is was told at logon. */
export function clusterAnswers(site: Site, settings: TwinfieldSettings): AsmxAnswers<ClusterContract, FastifyRequest> {
  const actor = site.url + settings.path;

  const ask = async (
    operation: Operation,
    question: 'useCredential' | 'endCredential',
    header: SessionHeader,
    request: FastifyRequest,
  ): Promise<Empty | AsmxFault> => {
    const caller = callerOf('twinfield', site, request);
    const text = header?.SessionID;
    const result: Result<unknown> = isGiven(text)
      ? await site.core[question]({ caller, text, accepts: ['session'], atItsSiteOnly: true })
      : site.core.refuse(QUESTIONS[question], caller, missingOf({ SessionID: null }));
    return result.ok ? DONE : sessionFault(say(vocabulary, result.refusal, undefined).fault, operation, actor);
  };

  return {
    ...unansweredOnCluster,
    KeepAlive: ({ header }, request) => ask('KeepAlive', 'useCredential', header, request),
    Abandon: ({ header }, request) => ask('Abandon', 'endCredential', header, request),
  };
}

/** As the seam spells them. */
const QUESTIONS: Readonly<Record<keyof Pick<Core, 'useCredential' | 'endCredential'>, string>> = {
  useCredential: 'use-credential',
  endCredential: 'end-credential',
};
