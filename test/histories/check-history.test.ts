import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFault } from './check-history.ts';
import type { Rules } from './connection.ts';
import { readHistory, writeCall } from './notation.ts';

const RULES: Rules = { repeatMs: 30_000, accessLifetimeMs: { soap: 604_800_000, rest: 3_600_000 } };

const GOOD = {
  'one after another': `
    1-2 soap redeem c -> r0 a0
    3-4 soap refresh r0 -> r1 a1
    5-6 rest introspect r0 -> no
    7-8 rest introspect a0 -> yes
    9-10 rest refresh r1 -> r2 a2
    11-12 rest use a2 -> yes
    13-14 rest revoke r0 -> yes
    15-16 rest use a2 -> no
    17-18 rest revoke r0 -> yes`,
  'a repeat while the successor is unspent': `
    1-2 soap redeem c -> r0 a0
    3-6 soap refresh r0 -> r1 a1
    4-5 soap refresh r0 -> r1 a1
    @29999 7-8 soap refresh r0 -> r1 a1`,
  'a lost answer, seen by its repeat': `
    1-2 soap redeem c -> r0 a0
    3-4 soap refresh r0 -> ?
    5-6 soap refresh r0 -> r1 a1
    7-8 rest introspect r1 -> yes`,
  'a lost answer that never happened': `
    1-2 soap redeem c -> r0 a0
    3- rest revoke a0 -> ?
    5-6 soap refresh r0 -> r1 a1`,
  'a lost answer that happened much later': `
    1-2 soap redeem c -> r0 a0
    3- rest revoke a0 -> ?
    5-6 soap refresh r0 -> r1 a1
    7-8 soap refresh r1 -> no`,
  'a repeat too late, and the end that it brings': `
    1-2 soap redeem c -> r0 a0
    3-4 soap refresh r0 -> r1 a1
    @30000 5-6 soap refresh r0 -> no
    @30000 7-8 soap refresh r1 -> no
    @30000 9-10 rest use a1 -> no`,
  'a repeat in another form': `
    1-2 soap redeem c -> r0 a0
    3-4 soap refresh r0 -> r1 a1
    5-6 rest refresh r0 -> no
    7-8 soap refresh r1 -> no`,
  'two redemptions at once': `
    1-4 soap redeem c -> no
    2-3 rest redeem c -> r0 a0
    5-6 rest use a0 -> no`,
  'a door that is passed while it closes': `
    1-2 soap redeem c -> r0 a0
    3-8 soap logout a0 -> yes
    4-5 rest use a0 -> yes
    6-7 rest use a0 -> no`,
  'an access token that expires': `
    1-2 rest redeem c -> r0 a0
    @3600000 3-4 rest use a0 -> no
    @3600000 5-6 soap logout a0 -> no
    @3600000 7-8 rest refresh r0 -> r1 a1`,
};

const BAD = {
  'two successors': `
    1-2 soap redeem c -> r0 a0
    3-6 soap refresh r0 -> r1 a1
    4-5 soap refresh r0 -> r2 a2`,
  'two successors, the first of which nobody saw until later': `
    1-2 soap redeem c -> r0 a0
    3- soap refresh r0 -> ?
    4-5 soap refresh r0 -> r2 a2
    6-7 soap refresh r0 -> r1 a1`,
  'a repeat with another access token': `
    1-2 soap redeem c -> r0 a0
    3-4 soap refresh r0 -> r1 a1
    5-6 soap refresh r0 -> r1 a2`,
  'a spent token that works again': `
    1-2 soap redeem c -> r0 a0
    3-4 soap refresh r0 -> r1 a1
    5-6 soap refresh r1 -> r2 a2
    7-8 soap refresh r0 -> r1 a1`,
  'a spent token that works after the window': `
    1-2 soap redeem c -> r0 a0
    3-4 soap refresh r0 -> r1 a1
    @30000 5-6 soap refresh r0 -> r1 a1`,
  'a repeat that is refused': `
    1-2 soap redeem c -> r0 a0
    3-4 soap refresh r0 -> r1 a1
    5-6 soap refresh r0 -> no`,
  'a code that works twice': `
    1-2 soap redeem c -> r0 a0
    3-4 soap redeem c -> r1 a1`,
  'what a code gave, alive after its second use': `
    1-2 soap redeem c -> r0 a0
    3-4 rest redeem c -> no
    5-6 rest use a0 -> yes`,
  'a connection that is alive after it was revoked': `
    1-2 soap redeem c -> r0 a0
    3-4 rest revoke r0 -> yes
    5-6 soap refresh r0 -> r1 a1`,
  'a connection that comes back': `
    1-2 soap redeem c -> r0 a0
    3-8 rest revoke r0 -> yes
    4-5 rest use a0 -> no
    6-7 rest introspect r0 -> yes`,
  'a lost answer that happened after its server had died': `
    1-2 soap redeem c -> r0 a0
    3-4 rest revoke a0 -> ?
    5-6 soap use a0 -> yes
    7-8 soap use a0 -> no`,
  'an answer that is forgotten': `
    1-2 soap redeem c -> r0 a0
    3-4 soap refresh r0 -> r1 a1
    5-6 soap refresh r1 -> no`,
  'a logout by an expired token': `
    1-2 rest redeem c -> r0 a0
    @3600000 3-4 soap logout a0 -> yes`,
  'one token for two connections': `
    1-2 rest redeem c -> r0 a0
    3-4 rest redeem d -> r1 a0`,
  'the same token anew': `
    1-2 rest redeem c -> r0 a0
    3-4 rest refresh r0 -> r0 a1`,
};

for (const [name, text] of Object.entries(GOOD)) {
  test(`makes sense: ${name}`, () => assert.equal(findFault(readHistory(text), RULES), undefined));
}

for (const [name, text] of Object.entries(BAD)) {
  test(`makes no sense: ${name}`, () => assert.notEqual(findFault(readHistory(text), RULES), undefined));
}

test('a complaint shows the shortest beginning that makes no sense', () => {
  const fault = findFault(
    readHistory(`
      1-2 soap redeem c -> r0 a0
      3-4 soap refresh r0 -> r1 a1
      5-9 soap introspect r1 -> yes
      6-7 soap refresh r0 -> r2 a2
      10-11 soap refresh r1 -> r3 a3
      12-13 soap redeem d -> r4 a4`),
    RULES,
  );
  assert.deepEqual(fault?.split('\n').slice(1), [
    '1-2 soap redeem c0 -> r2 a3',
    '3-4 soap refresh r2 -> r4 a5',
    '5- soap introspect r4 -> ?',
    '6-7 soap refresh r2 -> r6 a7',
  ]);
});

test('what is written can be read again', () => {
  const { calls } = readHistory(`${GOOD['a repeat too late, and the end that it brings']}\n1- soap logout a0 -> ?`);
  assert.deepEqual(readHistory(calls.map(writeCall).join('\n')).calls, calls);
});
