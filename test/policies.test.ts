/**
 * The policy proof: every policy asked through every door, over the server as callers meet it. Where a policy holds, the door says no and hands nothing out;
 * the same door opens when nothing has befallen, so that no question is refused for being wrong.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { askCell } from './policies/ask-cell.ts';
import { DOOR_NAMES } from './policies/doors.ts';
import { GROUPS, type RulingPolicy, verdictOf } from './policies/expected.ts';
import { POLICY_NAMES } from './policies/policies.ts';
import { placeOf, policiesPage, type Words } from './policies/policies-page.ts';
import { openPolicyWorld } from './policies/policy-world.ts';

const RULING = POLICY_NAMES.filter((name): name is RulingPolicy => name !== 'in order');
const words: Words = new Map();

/** Reasons that tell why the question can't be put at all. With all others it is, and the door must be open. */
const UNASKABLE: ReadonlySet<string> = new Set(['not got', 'ends nothing', 'no refresh token']);

test('in order, every door does what it is for', async (t) => {
  const world = await openPolicyWorld();
  t.after(() => world.demo.close());
  for (const [number, door] of DOOR_NAMES.entries()) {
    const { said } = await askCell(world, number, door, 'in order');
    assert.ok(said.yes, `${door}: ${said.word}`);
    words.set(placeOf('in order', door), said.word);
  }
});

for (const name of RULING) {
  test(name, async (t) => {
    const world = await openPolicyWorld();
    t.after(() => world.demo.close());
    const wrong: string[] = [];
    for (const [number, door] of DOOR_NAMES.entries()) {
      const verdict = verdictOf(name, door);
      if (verdict.is === 'unasked' && UNASKABLE.has(verdict.why)) continue;
      const { said, issued, scopes } = await askCell(world, number, door, name).catch((error: unknown) => ({
        said: { yes: verdict.is === 'refused', word: `can't be asked: ${String(error).slice(0, 200)}` },
        issued: [],
        scopes: [],
      }));
      words.set(placeOf(name, door), said.word);
      if (said.yes === (verdict.is === 'refused')) wrong.push(`${door} is ${said.yes ? 'open' : 'shut'}: ${said.word}`);
      if (verdict.is === 'refused' && issued.length > 0) wrong.push(`${door} has handed out: ${issued.join(', ')}`);
      const isCapped = verdict.is === 'admitted' && verdict.why === 'what is left';
      if (isCapped && scopes.some((scope) => scope !== 'read')) wrong.push(`${door} gives: ${scopes.join(', ')}`);
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(world.faults, []);
  });
}

test('every policy stands in one group of the page', () => {
  assert.deepEqual(
    Object.values(GROUPS).flatMap((group) => Object.keys(group)),
    RULING,
  );
});

const PAGE = join(import.meta.dirname, '../docs/policies.md');

test('docs/policies.md is what was answered; npm run wire writes it', () => {
  const page = policiesPage(words);
  if (process.env.UPDATE_WIRE === '1') writeFileSync(PAGE, page);
  assert.equal(readFileSync(PAGE, 'utf8'), page);
});
