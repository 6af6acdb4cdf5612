import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Demo, type DemoOptions, openDemo } from '../../../../test/support/demo.ts';
import { CALLER, logon } from '../../../../test/support/questions.ts';
import { createCore } from '../../index.ts';
import type { Passwords } from '../../ports/passwords.ts';
import type { PersonName } from '../../ports/store.ts';
import type { World } from '../../world.ts';
import { checkPassword } from './check-password.ts';

async function open(t: TestContext, options: DemoOptions = {}): Promise<Demo> {
  const demo = await openDemo({ dialects: [], ...options });
  t.after(() => demo.close());
  return demo;
}

const MINUTE = 60_000;
const HELD = { code: 'too-many-attempts', retryAfterSeconds: 900 };
const REJECTED = { code: 'credentials-rejected' };

/** What becomes of a try: the refusal, or the person's name. */
async function attempt(world: World, name: string | PersonName, password = 'wrong', address = '192.0.2.1') {
  const person = typeof name === 'string' ? { name } : name;
  const result = await checkPassword(world, { caller: { ...CALLER, address }, person, password });
  return result.ok ? result.value.name : result.refusal;
}

async function failures(world: World, count: number, name: string | PersonName = 'ada', address?: string) {
  for (let one = 0; one < count; one += 1) {
    assert.deepEqual(await attempt(world, name, 'wrong', address), REJECTED);
  }
}

/** Passwords that tell how many were looked at. */
function counted(passwords: Passwords) {
  const checks = { made: 0 };
  const verify: Passwords['verify'] = (hash, password) => {
    checks.made += 1;
    return passwords.verify(hash, password);
  };
  return { checks, passwords: { ...passwords, verify } };
}

for (const name of ['ada', 'nobody']) {
  test(`after ten wrong passwords for ${name} even a right one is refused, unlooked at and unwritten`, async (t) => {
    const demo = await open(t);
    const { checks, passwords } = counted(demo.world.passwords);
    const world = { ...demo.world, passwords };
    await failures(world, 10, name);
    const entries = (await demo.store.listAuditEntries(0n, 100)).length;
    for (const password of [`${name}-demo-pass`, 'wrong']) {
      assert.deepEqual(await attempt(world, name, password), HELD);
    }
    assert.equal(checks.made, 10);
    assert.equal((await demo.store.listAuditEntries(0n, 100)).length, entries);
    demo.clock.move(14 * MINUTE);
    assert.deepEqual(await attempt(world, name), { code: 'too-many-attempts', retryAfterSeconds: 60 });
    demo.clock.move(MINUTE - 1);
    assert.deepEqual(await attempt(world, name), { code: 'too-many-attempts', retryAfterSeconds: 1 });
    demo.clock.move(1);
    assert.deepEqual(await attempt(world, name), REJECTED);
  });
}

test('the right password is let in again once the hold is over', async (t) => {
  const { world, clock } = await open(t);
  await failures(world, 10);
  clock.move(15 * MINUTE);
  assert.equal(await attempt(world, 'ada', 'ada-demo-pass'), 'ada');
});

test('a right password forgets the wrong ones before it', async (t) => {
  const { world } = await open(t);
  for (let round = 0; round < 3; round += 1) {
    await failures(world, 9);
    assert.equal(await attempt(world, 'ada', 'ada-demo-pass'), 'ada');
  }
});

test('a right password writes nothing when there is nothing to forget', async (t) => {
  const { world, store } = await open(t);
  const asked: string[] = [];
  const watched = new Proxy(store, {
    get: (target, name: keyof typeof store) => {
      asked.push(name);
      return target[name];
    },
  });
  assert.equal(await attempt({ ...world, store: watched }, 'ada', 'ada-demo-pass'), 'ada');
  assert.deepEqual(new Set(asked), new Set(['findAccount', 'findFailures']));
});

test('wrong passwords are counted together for a quarter of an hour', async (t) => {
  const { world, clock } = await open(t);
  await failures(world, 9);
  clock.move(15 * MINUTE);
  await failures(world, 9);
  assert.equal(await attempt(world, 'ada', 'ada-demo-pass'), 'ada');
});

test('a name counts in any spelling that is the same name, known or not', async (t) => {
  const { world } = await open(t);
  for (const [one, other] of [
    ['ada', 'ADA'],
    ['é', 'E\u0301'],
  ] as const) {
    await failures(world, 5, one);
    await failures(world, 5, other);
    for (const name of [one, other]) assert.deepEqual(await attempt(world, name), HELD);
  }
});

test('what is typed is counted, before anybody looks whom it names: nothing tells whether it names anybody', async (t) => {
  const { world } = await open(t);
  const namings = (name: string) => [
    { name },
    { name, organisationCode: 'ACME' },
    { name, organisationCode: 'NOBODYS' },
  ];
  for (const name of ['ada', 'nobody']) {
    for (const [index, naming] of namings(name).entries()) {
      await failures(world, 10, naming, `192.0.2.${index}`);
      assert.deepEqual(await attempt(world, naming), HELD);
    }
  }
});

test('a name is kept as a mark that tells nothing without the key', async (t) => {
  const { world, store } = await open(t);
  const subjects: string[] = [];
  const watched = {
    ...store,
    findFailures: (subject: string) => {
      subjects.push(subject);
      return store.findFailures(subject);
    },
  };
  await attempt({ ...world, store: watched }, 'hunter2, typed into the wrong field');
  const [byName, byAddress] = subjects;
  assert.match(byName ?? '', /^name:[\w-]{43}$/);
  assert.equal(byAddress, 'address:192.0.2.1');
});

test('an address is held after a hundred failures, whoever they were for; others are not', async (t) => {
  const { world } = await open(t);
  for (let one = 0; one < 100; one += 1) assert.deepEqual(await attempt(world, `name-${one}`), REJECTED);
  assert.deepEqual(await attempt(world, 'ada', 'ada-demo-pass'), HELD);
  assert.deepEqual(await attempt(world, 'ada', 'ada-demo-pass', '::ffff:192.0.2.1'), HELD);
  assert.equal(await attempt(world, 'ada', 'ada-demo-pass', '192.0.2.2'), 'ada');
});

test('a /64 of IPv6 is one address', async (t) => {
  const { world } = await open(t, { policy: { passwordFailuresPerAddress: 3 } });
  for (let one = 1; one <= 3; one += 1) {
    assert.deepEqual(await attempt(world, `name-${one}`, 'wrong', `2001:db8:1:2:${one}::${one}`), REJECTED);
  }
  assert.deepEqual(await attempt(world, 'ada', 'ada-demo-pass', '2001:db8:1:2::9'), HELD);
  assert.equal(await attempt(world, 'ada', 'ada-demo-pass', '2001:db8:1:3::9'), 'ada');
});

test('an account of one’s own does not clear the address that one guesses from', async (t) => {
  const { world } = await open(t, { policy: { passwordFailuresPerAddress: 4 } });
  await failures(world, 3, 'judy');
  assert.equal(await attempt(world, 'ada', 'ada-demo-pass'), 'ada');
  await failures(world, 1, 'judy');
  assert.deepEqual(await attempt(world, 'ada', 'ada-demo-pass'), HELD);
});

test('an integration that goes on with an old password does not hold its address', async (t) => {
  const { world } = await open(t);
  for (let one = 0; one < 500; one += 1) await attempt(world, 'judy');
  assert.equal(await attempt(world, 'ada', 'ada-demo-pass'), 'ada');
});

test('an exempt network is counted by name only', async (t) => {
  const policy = { passwordFailuresPerAddress: 2, passwordExemptNetworks: ['192.0.2.0/24'] };
  const { world } = await open(t, { policy });
  await failures(world, 10, 'judy');
  assert.equal(await attempt(world, 'ada', 'ada-demo-pass'), 'ada');
  assert.deepEqual(await attempt(world, 'judy', 'judy-demo-pass'), HELD);
});

test('of twenty wrong guesses at once ten are told so, and twenty are counted', async (t) => {
  const { world } = await open(t);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => attempt(world, 'ada')));
  assert.equal(outcomes.filter((outcome) => JSON.stringify(outcome) === JSON.stringify(REJECTED)).length, 10);
  assert.equal(outcomes.filter((outcome) => JSON.stringify(outcome) === JSON.stringify(HELD)).length, 10);
});

test('a right guess that comes too late among many at once learns no more than a wrong one', async (t) => {
  const demo = await open(t);
  const verify: Passwords['verify'] = async (hash, password) => {
    // While this one is hashed, ten others fail.
    if (password === 'ada-demo-pass') await failures(demo.world, 10);
    return demo.world.passwords.verify(hash, password);
  };
  const world = { ...demo.world, passwords: { ...demo.world.passwords, verify } };
  assert.deepEqual(await attempt(world, 'ada', 'ada-demo-pass'), HELD);
});

test('what is counted outlives the server and is shared by its nodes', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const options: DemoOptions = { dialects: [], storeUrl: `sqlite:${join(folder, 'a.db')}` };
  const before = await openDemo(options);
  await failures(before.world, 6);
  await before.close();
  const after = await open(t, options);
  const otherNode = createCore({ ...after.world }, () => {});
  for (let one = 0; one < 4; one += 1) {
    const refused = await otherNode.openSessionByPassword(logon('ada', 'wrong'));
    assert.deepEqual(!refused.ok && refused.refusal, REJECTED);
  }
  assert.deepEqual(await attempt(after.world, 'ada', 'ada-demo-pass', '192.0.2.9'), HELD);
});

test('the trail tells when the count was full, and not of every try after', async (t) => {
  const { core, store } = await open(t);
  const last = (await store.listAuditEntries(0n, 1000)).at(-1)?.id ?? 0n;
  for (let one = 0; one < 15; one += 1) await core.openSessionByPassword(logon('ada', 'wrong'));
  const entries = await store.listAuditEntries(last, 100);
  assert.deepEqual(
    entries.map(({ operation, outcome, accountId }) => `${operation} ${outcome} ${accountId}`),
    [
      ...Array.from({ length: 9 }, () => 'open-session-by-password credentials-rejected 1'),
      'hold-passwords yes 1',
      'open-session-by-password credentials-rejected 1',
    ],
  );
});

test('closed for maintenance, nothing is counted', async (t) => {
  const { core, world } = await open(t, { policy: { maintenance: true } });
  for (let one = 0; one < 15; one += 1) await core.openSessionByPassword(logon('ada', 'wrong'));
  assert.equal(await attempt(world, 'ada', 'ada-demo-pass'), 'ada');
});

test('a check that was not begun counts for nothing', async (t) => {
  const { world } = await open(t);
  const busy = { ...world, passwords: { ...world.passwords, verify: async () => 'busy' as const } };
  for (let one = 0; one < 15; one += 1) {
    assert.deepEqual(await attempt(busy, 'ada'), { code: 'too-many-attempts', retryAfterSeconds: 1 });
  }
  assert.equal(await attempt(world, 'ada', 'ada-demo-pass'), 'ada');
});

test('the present password of a change is guessed no more often than one at a door', async (t) => {
  const { core } = await open(t);
  const opened = await core.openSessionByPassword(logon('ada'));
  assert.ok(opened.ok && opened.value.secret !== undefined);
  const change = { caller: CALLER, session: opened.value.secret, atItsSiteOnly: false, next: 'a new and long one' };
  for (let one = 0; one < 10; one += 1) {
    const refused = await core.changePassword({ ...change, present: 'wrong' });
    assert.deepEqual(!refused.ok && refused.refusal, REJECTED);
  }
  const held = await core.changePassword({ ...change, present: 'ada-demo-pass' });
  assert.deepEqual(!held.ok && held.refusal, HELD);
});
