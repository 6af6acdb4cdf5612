import { createDice } from '../../src/machine/dice.ts';
import { type Ask, askDemo } from '../callers/ask.ts';
import { openDemo } from '../support/demo.ts';
import { createStandingClock } from '../support/standing-clock.ts';
import type { History } from './call.ts';
import { plantCodes } from './plant-codes.ts';
import { playClient, type Stage, type Wallet } from './play-client.ts';
import { createRecorder } from './recorder.ts';
import { createSeededDice } from './seeded-dice.ts';
import { COMPANIES } from './tempers.ts';

export interface HistorySize {
  readonly connections: number;
  /** The clock moves between them. */
  readonly phases: number;
  /** Calls that each client makes in a phase, at the most. */
  readonly calls: number;
}

/** How far the clock may move: within the time in which a refresh may be repeated, to its end, and over it. */
const MOVES_MS = [1000, 14_999, 29_999, 30_000, 3_600_000];
/** A history has more connections of one person than the demo's client may have. */
const UNBOUNDED = { projector: { poolSize: 0 } };
const CODE_LIFETIMES_MS = [60_000, ...new Array<number>(5).fill(24 * 3_600_000)];

/** Lets clients play against nodes over one new database, in this process. The clock stands still while anything is under way. */
export async function playHistory(storeUrl: string, nodes: number, seed: number, size: HistorySize): Promise<History> {
  const dice = createSeededDice(seed);
  const clock = createStandingClock();
  const demos = [];
  for (let node = 0; node < nodes; node += 1)
    demos.push(await openDemo({ storeUrl, clock, random: createDice(), settings: UNBOUNDED }));
  try {
    // An application that begins to serve while it is asked answers in an order of its own.
    await Promise.all(demos.flatMap(({ apps }) => [...apps.values()].map((app) => app.ready())));
    const [first] = demos;
    if (first === undefined) throw new Error('A history needs a node.');
    const lifetimes = Array.from({ length: size.connections }, () => dice.pick(CODE_LIFETIMES_MS));
    const codes = await plantCodes(first.world, lifetimes);
    const stage: Stage = {
      asks: demos.map((demo): Ask => askDemo(demo)),
      recorder: createRecorder(),
      now: clock.now,
      isOver: () => false,
      mayFail: false,
      unheard: [],
    };
    const wallets = codes.map(({ text }): Wallet => {
      return { code: text, wire: dice.pick(['soap', 'rest']), pairs: [], isCodeSent: false, isRefused: false };
    });
    for (let phase = 0; phase < size.phases; phase += 1) {
      // Some connections begin later, so that the first use of a code meets a clock that has moved.
      const playing = wallets.flatMap((wallet, at) =>
        at % size.phases > phase
          ? []
          : (COMPANIES[at % COMPANIES.length] ?? []).map((temper, client) =>
              playClient(stage, wallet, temper, dice.of(at, client, phase), size.calls),
            ),
      );
      await Promise.all(playing);
      await Promise.all(stage.unheard.splice(0));
      clock.move(dice.pick(MOVES_MS));
    }
    return { codes, calls: stage.recorder.calls() };
  } finally {
    for (const demo of demos) await demo.close();
  }
}
