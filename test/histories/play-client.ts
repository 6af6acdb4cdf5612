import { setImmediate } from 'node:timers/promises';
import type { Ask } from '../callers/ask.ts';
import { askServer } from './ask-server.ts';
import type { Answer, Pair, Question, Wire } from './call.ts';
import type { CallUnderWay, Recorder } from './recorder.ts';
import type { SeededDice } from './seeded-dice.ts';
import { type Deed, TEMPERS, type TemperName } from './tempers.ts';

/** Where clients play. */
export interface Stage {
  /** Ways to each node. */
  readonly asks: readonly Ask[];
  /** A way whose caller hangs up at some moment, perhaps before the answer. Without it an answer is lost by not waiting for it. */
  readonly hangUp?: Ask;
  readonly recorder: Recorder;
  /** The server's clock. */
  readonly now: () => number;
  /** Clients stop when it is over. */
  readonly isOver: () => boolean;
  /** Servers may fall over: then a call that fails is one whose answer was lost. */
  readonly mayFail: boolean;
  /** Answers that nobody waits for. */
  readonly unheard: Promise<void>[];
}

/** What the clients of one connection know, together. */
export interface Wallet {
  readonly code: string;
  /** The wire that they refresh on, unless they are careless. */
  readonly wire: Wire;
  /** In the order in which they were learned. */
  readonly pairs: Pair[];
  /** Somebody has sent the code: the others mostly wait for what it gives. */
  isCodeSent: boolean;
  /** The code or the newest refresh token was refused, so the connection has ended as far as they know. */
  isRefused: boolean;
}

/** How often one goes on with a connection that has ended: to see that it stays so. */
const GO_ON_AFTER_THE_END = 0.7;
/** Pauses between calls, in turns of the event loop, so that calls meet in many ways. */
const LONGEST_PAUSE = 6;

/** How a connection fails that nobody takes, that breaks, and that the caller closes. */
const BROKEN = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ABORT_ERR']);

/** One client asks so many questions, one after another. */
export async function playClient(
  stage: Stage,
  wallet: Wallet,
  temper: TemperName,
  dice: SeededDice,
  count: number,
): Promise<void> {
  const { lossOf, repeatsLost } = TEMPERS[temper];
  let lost: Question | undefined;
  for (let asked = 0; asked < count && !stage.isOver(); asked += 1) {
    if (wallet.isRefused && !dice.chance(GO_ON_AFTER_THE_END)) return;
    const question = lost !== undefined && dice.chance(repeatsLost) ? lost : questionOf(temper, wallet, dice);
    lost = undefined;
    for (let turns = dice.below(LONGEST_PAUSE); turns > 0; turns -= 1) await setImmediate();
    const isLost = dice.chance(lossOf(question.verb));
    const ask = isLost && stage.hangUp !== undefined ? stage.hangUp : dice.pick(stage.asks);
    const call = stage.recorder.begin(question, stage.now());
    const answering = answerOf(stage, ask, question);
    if (isLost && stage.hangUp === undefined) {
      lost = question;
      stage.unheard.push(answering.then(() => call.lost()));
      continue;
    }
    const answer = await answering;
    if (answer === undefined) lost = question;
    else heard(wallet, question, answer, call);
  }
}

/** Undefined when the answer was lost on the way. A call that the server could not do stays open: it may have been done all the same. */
async function answerOf(stage: Stage, ask: Ask, question: Question): Promise<Answer | undefined> {
  try {
    const answer = await askServer(ask, question);
    if (answer !== 'later') return answer;
    if (!stage.mayFail) throw new Error('The server has trouble, and nobody made any.');
    return undefined;
  } catch (error) {
    const isBroken = error instanceof Error && 'code' in error && BROKEN.has(String(error.code));
    if (isBroken && stage.mayFail) return undefined;
    throw error;
  }
}

function heard(wallet: Wallet, { verb, text }: Question, answer: Answer, call: CallUnderWay): void {
  call.answered(answer);
  const newest = wallet.pairs.at(-1);
  if (typeof answer === 'object') {
    if (!wallet.pairs.some(({ refresh }) => refresh === answer.refresh)) wallet.pairs.push(answer);
  } else if (answer === 'no' && text === (newest?.refresh ?? wallet.code) && verb !== 'introspect') {
    wallet.isRefused = true;
  }
}

function questionOf(temper: TemperName, wallet: Wallet, dice: SeededDice): Question {
  const { pairs, code } = wallet;
  const { deeds, strays, sendsCodeAgain, isReader } = TEMPERS[temper];
  const other = wallet.wire === 'soap' ? 'rest' : 'soap';
  const wire = dice.chance(strays) ? other : wallet.wire;
  const newest = pairs.at(-1);
  if (newest === undefined) {
    const waits = isReader || (wallet.isCodeSent && !dice.chance(sendsCodeAgain));
    if (waits) return { verb: 'introspect', wire: 'rest', text: code };
    wallet.isCodeSent = true;
    return { verb: 'redeem', wire, text: code };
  }
  const any = dice.pick(pairs);
  const questions: Readonly<Record<Deed, Question>> = {
    refresh: { verb: 'refresh', wire, text: newest.refresh },
    repeat: { verb: 'refresh', wire, text: (pairs.at(-2) ?? newest).refresh },
    stale: { verb: 'refresh', wire, text: any.refresh },
    redeem: { verb: 'redeem', wire, text: code },
    introspect: { verb: 'introspect', wire: 'rest', text: dice.chance(0.5) ? any.refresh : any.access },
    use: { verb: 'use', wire: 'rest', text: any.access },
    logout: { verb: 'logout', wire: 'soap', text: any.access },
    revoke: { verb: 'revoke', wire, text: wire === 'soap' || dice.chance(0.5) ? any.refresh : any.access },
  };
  return questions[dice.pick(deeds)];
}
