import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCESS_TOKEN } from '../../src/core/model/secret-form.ts';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { openDemo } from './demo.ts';

const callerAtLogin = { dialect: 'oauth', site: 'login', address: '127.0.0.1' };
const terms = { form: ACCESS_TOKEN, lifetimeSeconds: 60 };

async function firstToken(): Promise<string> {
  const demo = await openDemo();
  try {
    const result = await demo.core.issueClientToken({
      caller: callerAtLogin,
      client: { id: 'demo-machine', secret: 'demo-machine-secret' },
      scope: undefined,
      access: terms,
    });
    assert.ok(result.ok);
    return result.value.access.text;
  } finally {
    await demo.close();
  }
}

test('two worlds asked the same give the same secret', async () => {
  assert.equal(await firstToken(), await firstToken());
});

test('every site answers its health check, in process and on a socket', async (t) => {
  const demo = await openDemo();
  t.after(demo.close);
  assert.equal((await demo.inject('c2', { method: 'GET', url: '/healthz' })).body, 'ok\n');
  const ports = await demo.listen();
  const answer = await fetch(`http://127.0.0.1:${ports.c1}/healthz`);
  assert.equal(await answer.text(), 'ok\n');
});

test('the clock stands still until it is moved', async (t) => {
  const demo = await openDemo();
  t.after(demo.close);
  assert.equal(new Date(demo.world.clock.now()).toISOString(), '2026-11-21T12:00:00.000Z');
  demo.clock.move(1500);
  assert.equal(new Date(demo.world.clock.now()).toISOString(), '2026-11-21T12:00:01.500Z');
});

test('the people of the demo world are there with their passwords', async (t) => {
  const demo = await openDemo();
  t.after(demo.close);
  const ada = await demo.store.findAccount({ name: 'ada', organisationCode: 'ACME' });
  assert.equal(await demo.world.passwords.verify(ada?.passwordHash, 'ada-demo-pass'), 'right');
  assert.equal(await demo.world.passwords.verify(ada?.passwordHash, 'bob-demo-pass'), 'wrong');
  assert.notEqual(await demo.store.findClient(SEED_CLIENT.id), undefined);
});

test('policy can be given', async (t) => {
  const demo = await openDemo({ policy: { maintenance: true } });
  t.after(demo.close);
  const result = await demo.core.issueClientToken({
    caller: callerAtLogin,
    client: { id: 'demo-machine', secret: 'demo-machine-secret' },
    scope: undefined,
    access: terms,
  });
  assert.equal(!result.ok && result.refusal.code, 'closed-for-maintenance');
});
