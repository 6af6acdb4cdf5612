import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTurns, type Turn } from './postgres-turns.ts';
import type { Claim } from './sql.ts';

const anyClaim: fc.Arbitrary<Claim | undefined> = fc.oneof(
  { weight: 8, arbitrary: fc.array(fc.bigInt(0n, 4n), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant('alone' as const) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

/** Ask with a claim, take so many, or let one of those who have their turn go. */
const anyStep = fc.oneof(
  fc.record({ ask: anyClaim }, { requiredKeys: ['ask'] }),
  fc.record({ take: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ release: fc.nat(20) }),
);

interface Asker {
  readonly place: number;
  readonly claim: Claim | undefined;
}

const keysOf = ({ claim }: Asker): readonly (bigint | string)[] => (claim === 'alone' ? [claim] : (claim ?? []));

test('those who have their turn have no claim in common, each claim goes in the order of asking, and all get their turn', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const turns = createTurns<Asker>();
      const running: Turn<Asker>[] = [];
      const lastServed = new Map<bigint | string, number>();
      let asked = 0;
      let served = 0;
      const take = (limit: number) => {
        const taken = turns.take(limit);
        assert.ok(taken.length <= Math.max(limit, 1));
        if (taken.some(({ isAlone }) => isAlone)) assert.equal(taken.length, 1);
        for (const turn of taken) {
          for (const key of new Set(keysOf(turn.item))) {
            assert.ok(!running.some(({ item }) => keysOf(item).includes(key)), 'nobody else has it');
            assert.ok((lastServed.get(key) ?? -1) < turn.item.place, 'in the order of asking');
            lastServed.set(key, turn.item.place);
          }
          running.push(turn);
        }
        served += taken.length;
      };
      const release = (index: number) => {
        const [turn] = running.splice(index % running.length, 1);
        if (turn !== undefined) turns.release(turn);
      };
      for (const step of steps) {
        if ('ask' in step) turns.ask({ place: asked++, claim: step.ask }, step.ask);
        else if ('take' in step) take(step.take);
        else if (running.length > 0) release(step.release);
      }
      while (running.length > 0 || turns.isAnyReady) {
        if (turns.isAnyReady) take(3);
        else release(0);
      }
      assert.equal(served, asked);
      assert.ok(turns.isEmpty);
    }),
  );
});

test('who is dismissed never gets a turn, and holds nobody up', () => {
  const turns = createTurns<string>();
  turns.ask('first', [1n]);
  const [first] = turns.take(9);
  assert.ok(first !== undefined);
  turns.ask('second', [1n, 2n]);
  turns.ask('third', undefined);
  assert.deepEqual(turns.dismiss(), ['second', 'third']);
  turns.ask('fourth', [2n]);
  assert.deepEqual(
    turns.take(9).map(({ item }) => item),
    ['fourth'],
  );
  turns.release(first);
  assert.equal(turns.isAnyReady, false);
});
