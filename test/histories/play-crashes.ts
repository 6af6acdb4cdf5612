import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDice } from '../../src/machine/dice.ts';
import { type Ask, askServers } from '../callers/ask.ts';
import { openDemo } from '../support/demo.ts';
import type { DemoProcess } from '../support/demo-process.ts';
import { createStandingClock } from '../support/standing-clock.ts';
import { askServer } from './ask-server.ts';
import type { CodeGiven, History, Question } from './call.ts';
import type { Rules } from './connection.ts';
import { plantCodes } from './plant-codes.ts';
import { playClient, type Stage, type Wallet } from './play-client.ts';
import { createRecorder } from './recorder.ts';
import { createSeededDice, type SeededDice } from './seeded-dice.ts';
import { COMPANIES } from './tempers.ts';

/** What falls over, and how it gets up again. */
export interface Crash {
  readonly server: DemoProcess;
  /** Where the server keeps everything, for whoever opens it while the server is down. */
  readonly storeUrl: string;
  /** Whether it is the server itself that is killed. */
  readonly isServerKilled: boolean;
  kill(): Promise<void>;
  /** Resolves when whatever was killed is back. */
  recover(): Promise<void>;
}

export interface CrashSize {
  readonly rounds: number;
  readonly connections: number;
}

/** Under these nothing expires while a crash is played, so that it doesn't matter what the machine's clock says. */
export const CRASH_RULES: Rules = { repeatMs: Infinity, accessLifetimeMs: { soap: Infinity, rest: Infinity } };
export const CRASH_SETTINGS = {
  TESSERA_REFRESH_REPEAT_SECONDS: '3600',
  TESSERA_LOG_LEVEL: 'silent',
  // As in a history that no crash ends, there are more connections of one person than the demo's client may have.
  TESSERA_PROJECTOR_POOL_SIZE: '0',
};

const CODE_LIFETIME_MS = 24 * 3_600_000;
/** A round goes on for so many answers before the crash, and a few milliseconds more, as long as any connection is left. */
const ANSWERS = { fewest: 50, more: 150 };
const EXTRA_MS = 8;
/** How long a caller that hangs up waits, at the most. */
const PATIENCE_MS = 6;
const RECOVERY_MS = 20_000;

/**
 * Clients play against a real server until it is killed, at a moment that nobody knows, and go on when it is back, round after round. At the end all that
 * anybody was told is asked about once more.
 */
export async function playCrashes(crash: Crash, seed: number, size: CrashSize): Promise<History> {
  const dice = createSeededDice(seed);
  const codes = await plantOffline(crash.storeUrl, size.rounds * size.connections, dice);
  const wallets = codes.map(({ text }): Wallet => {
    return { code: text, wire: dice.pick(['soap', 'rest']), pairs: [], isCodeSent: false, isRefused: false };
  });
  const ask = askServers(crash.server.urls);
  const recorder = createRecorder();
  await crash.server.start();
  for (let round = 0; round < size.rounds; round += 1) {
    const enough = recorder.answers() + ANSWERS.fewest + dice.below(ANSWERS.more);
    let isOver = false;
    const stage: Stage = {
      asks: [ask],
      // A server that goes on would do what was asked by somebody who hung up at a time that nobody knows.
      ...(crash.isServerKilled ? { hangUp: hangingUp(crash.server, dice.of(round)) } : {}),
      recorder,
      now: () => 0,
      isOver: () => isOver,
      mayFail: true,
      unheard: [],
    };
    const begun = wallets.slice(0, (round + 1) * size.connections);
    const playing = begun.flatMap((wallet, at) => playForever(stage, wallet, at, dice.of(round, at)));
    let isAnyLeft = true;
    const all = Promise.all(playing).finally(() => {
      isAnyLeft = false;
    });
    while (isAnyLeft && recorder.answers() < enough) await Promise.race([sleep(1), all]);
    await sleep(dice.below(EXTRA_MS));
    const killed = crash.kill();
    // Nobody needs to ask a server that isn't there; one whose database is gone is asked on.
    isOver = crash.isServerKilled;
    await killed;
    isOver = true;
    await all;
    await Promise.all(stage.unheard);
    await crash.recover();
    await untilAnswering(ask, wallets[0]?.code ?? '');
    recorder.settle();
  }
  await askAboutAll({ ask, recorder, dice }, wallets);
  return { codes: codes.map(({ text }) => ({ text, expiresAt: Infinity })), calls: recorder.calls() };
}

/** The demo has one code; the others are put there before it starts, as if people had consented. */
async function plantOffline(storeUrl: string, count: number, dice: SeededDice): Promise<readonly CodeGiven[]> {
  const demo = await openDemo({ storeUrl, clock: createStandingClock(Date.now()), random: createDice() });
  const codes = await plantCodes(demo.world, new Array<number>(count).fill(CODE_LIFETIME_MS));
  await demo.close();
  return codes.toSorted(() => dice.below(3) - 1);
}

function hangingUp(server: DemoProcess, dice: SeededDice): Ask {
  return askServers(server.urls, () => AbortSignal.timeout(dice.below(PATIENCE_MS)));
}

/** The clients of one connection, until the crash or until they have seen enough of its end. */
function playForever(stage: Stage, wallet: Wallet, at: number, dice: SeededDice): Promise<void>[] {
  return (COMPANIES[at % COMPANIES.length] ?? []).map((temper, client) =>
    playClient(stage, wallet, temper, dice.of(client), Number.MAX_SAFE_INTEGER),
  );
}

/** The database may need a while although the server is up. */
async function untilAnswering(ask: Ask, text: string): Promise<void> {
  const deadline = AbortSignal.timeout(RECOVERY_MS);
  while (!deadline.aborted) {
    if ((await askServer(ask, { verb: 'introspect', wire: 'rest', text })) !== 'later') return;
    await sleep(20);
  }
  assert.fail('The server does not recover.');
}

type Auditing = Pick<Stage, 'recorder'> & { readonly ask: Ask; readonly dice: SeededDice };

/**
 * The audit, itself a part of the history: what every token is worth now; then some connections are refreshed, by a repeat first, and others are used in a way
 * that must end them; then what every token is worth after that.
 */
async function askAboutAll(auditing: Auditing, wallets: readonly Wallet[]): Promise<void> {
  const { dice } = auditing;
  await Promise.all(
    wallets.map(async (wallet) => {
      const { pairs, wire, code } = wallet;
      const newest = pairs.at(-1);
      const oldest = pairs[0];
      if (newest === undefined || oldest === undefined) return;
      await askAboutTokens(auditing, wallet);
      await askAndRecord(auditing, { verb: 'refresh', wire, text: (pairs.at(-2) ?? newest).refresh });
      await askAndRecord(auditing, { verb: 'refresh', wire, text: newest.refresh });
      const misuse = dice.of(pairs.length).pick(['redeem', 'refresh', 'none'] as const);
      if (misuse === 'redeem') await askAndRecord(auditing, { verb: 'redeem', wire, text: code });
      if (misuse === 'refresh') await askAndRecord(auditing, { verb: 'refresh', wire, text: oldest.refresh });
      await askAboutTokens(auditing, wallet);
    }),
  );
}

async function askAboutTokens(auditing: Auditing, { pairs }: Wallet): Promise<void> {
  for (const { refresh, access } of pairs) {
    await askAndRecord(auditing, { verb: 'introspect', wire: 'rest', text: refresh });
    await askAndRecord(auditing, { verb: 'introspect', wire: 'rest', text: access });
    await askAndRecord(auditing, { verb: 'use', wire: 'rest', text: access });
  }
}

async function askAndRecord({ ask, recorder }: Auditing, question: Question): Promise<void> {
  const call = recorder.begin(question, 0);
  const answer = await askServer(ask, question);
  assert.notEqual(answer, 'later', 'a server that has recovered answers');
  if (answer !== 'later') call.answered(answer);
}
