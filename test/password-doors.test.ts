/** The policy proof of passwords: whoever knocks at whichever door, the answer is the one that is written down, and no door tells more than another. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { askDemo } from './callers/ask.ts';
import { CELLS } from './password-doors/cells.ts';
import { DOOR_NAMES, DOORS, type DoorName } from './password-doors/doors.ts';
import { doorsPage } from './password-doors/doors-page.ts';
import { POLICY, STANDING_NAMES, STANDINGS, type StandingName, sendStrangers } from './password-doors/standings.ts';
import { type Demo, openDemo } from './support/demo.ts';

async function knock(demo: Demo, door: DoorName, standing: StandingName): Promise<string> {
  const { name, password, failuresBefore, strangersBefore } = STANDINGS[standing];
  const ask = askDemo(demo);
  await sendStrangers(demo, strangersBefore);
  for (let failure = 0; failure < failuresBefore; failure += 1) await DOORS[door](ask, name, 'wrong');
  return DOORS[door](ask, name, password);
}

for (const door of DOOR_NAMES) {
  for (const standing of STANDING_NAMES) {
    test(`${door}: ${standing}`, async (t) => {
      const demo = await openDemo({ policy: POLICY, sites: ['login', 'c1'] });
      t.after(() => demo.close());
      assert.equal(await knock(demo, door, standing), CELLS[standing][door]);
    });
  }

  test(`${door}: once the time is over the right password counts again`, async (t) => {
    const demo = await openDemo({ policy: POLICY, sites: ['login', 'c1'] });
    t.after(() => demo.close());
    assert.equal(await knock(demo, door, 'locked: right password'), CELLS['locked: right password'][door]);
    demo.clock.move(15 * 60_000);
    assert.equal(await DOORS[door](askDemo(demo), 'ada', 'ada-demo-pass'), CELLS['in order'][door]);
  });

  test(`${door}: no answer tells which names exist, nor that a password is right while none is looked at`, () => {
    const said = (standing: StandingName) => CELLS[standing][door];
    const refused = new Set([
      said('wrong password'),
      said('unknown name'),
      said('disabled: wrong password'),
      said('deleted: wrong password'),
    ]);
    assert.equal(refused.size, 1);
    const held = STANDING_NAMES.filter((name) => /locked|throttled/.test(name));
    assert.equal(held.length, 6);
    assert.equal(new Set(held.map(said)).size, 1);
  });
}

/** Doors that are told a person in the same words. */
const ALIKE: readonly (readonly DoorName[])[] = [
  ['twinfield Logon', 'PwsAuthenticate', '/oauth2/token', 'login page'],
  ['Authenticate, credentials', 'Authenticate, Basic', 'yindo /token'],
];

for (const doors of ALIKE) {
  for (const first of doors) {
    test(`what is tried at ${first} counts at the doors beside it`, async (t) => {
      const demo = await openDemo({ policy: POLICY, sites: ['login', 'c1'] });
      t.after(() => demo.close());
      const ask = askDemo(demo);
      for (let failure = 0; failure < 3; failure += 1) await DOORS[first](ask, 'ada', 'wrong');
      for (const other of doors) {
        const locked = CELLS['locked: right password'][other];
        assert.equal(await DOORS[other](ask, 'ada', 'ada-demo-pass'), locked, other);
      }
    });
  }
}

test('every door is beside others', () => {
  assert.deepEqual(new Set(ALIKE.flat()), new Set(DOOR_NAMES));
});

test('docs/password-doors.md is the table; npm run wire writes it', () => {
  assert.equal(readFileSync(join(import.meta.dirname, '../docs/password-doors.md'), 'utf8'), doorsPage());
});
