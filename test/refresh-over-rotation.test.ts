/**
 * A client that lost the answer to a refresh repeats it, and meanwhile the key that signed its access token has handed over to the next one. It
 * must get the very same tokens: another signature would be taken for another answer, and end the connection.
 */
import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import type { RepeatableAlgorithm } from '../src/core/model/signing-key.ts';
import type { Policy } from '../src/core/policy.ts';
import { createKeyMaker } from '../src/machine/key-maker.ts';
import { type Demo, openDemo } from './support/demo.ts';
import { openDatabases } from './support/postgres.ts';

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

const DAY = 24 * 3600 * 1000;
const SECOND = 1000;
const CLIENT = { client_id: 'reader', client_secret: 'demo-legacy-secret' };
const LOGON = { grant_type: 'password', username: 'ada', password: 'ada-demo-pass' };

const databases = await openDatabases();
after(() => databases.close());

const STORES: Readonly<Record<string, () => Promise<string>>> = {
  SQLite: async () => ':memory:',
  PostgreSQL: () => databases.fresh(),
};

/** A world ten seconds before its first keys hand over to the next, which are published. */
async function openBeforeRotation(
  t: TestContext,
  algorithm: RepeatableAlgorithm,
  storeUrl: string,
  policy: Partial<Policy> = {},
): Promise<Demo> {
  const settings = { oauth: { accessAlgorithm: algorithm, refreshLifetimeSeconds: (365 * DAY) / SECOND } };
  const demo = await openDemo({ sites: ['login'], keyMaker: createKeyMaker, settings, storeUrl, policy });
  t.after(demo.close);
  const legacy = await demo.store.findClient('demo-legacy');
  assert.ok(legacy !== undefined);
  await demo.store.addClient({ ...legacy, id: CLIENT.client_id, accessForm: 'signed' });
  // The next keys are made a day ahead of their turn.
  demo.clock.move(89 * DAY);
  await demo.keyring.keep();
  demo.clock.move(DAY - 10 * SECOND);
  return demo;
}

function ask(demo: Demo, fields: Readonly<Record<string, string>>) {
  const body = new URLSearchParams({ ...CLIENT, ...fields }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return demo.inject('login', { method: 'POST', url: '/oauth2/token', headers, body });
}

async function issued(demo: Demo, fields: Readonly<Record<string, string>>): Promise<Tokens> {
  const answer = await ask(demo, fields);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}

const refresh = ({ refresh_token }: Tokens) => ({ grant_type: 'refresh_token', refresh_token });
const kidOf = ({ access_token }: Tokens) => decodeProtectedHeader(access_token).kid;

for (const algorithm of ['EdDSA', 'RS256'] as const) {
  for (const [name, newStore] of Object.entries(STORES)) {
    test(`${algorithm} over ${name}: a repeat after the rotation gets the very same tokens, and the connection lives`, async (t) => {
      const demo = await openBeforeRotation(t, algorithm, await newStore());
      const first = await issued(demo, LOGON);
      const answer = await issued(demo, refresh(first));
      demo.clock.move(20 * SECOND);
      await demo.keyring.keep();
      assert.notEqual(kidOf(await issued(demo, LOGON)), kidOf(answer), 'the next key signs now');

      assert.deepEqual(await issued(demo, refresh(first)), { ...answer, expires_in: answer.expires_in - 20 });
      const published = (await demo.inject('login', { method: 'GET', url: '/oauth2/jwks' })).json<JSONWebKeySet>();
      const { protectedHeader } = await compactVerify(answer.access_token, createLocalJWKSet(published));
      assert.equal(protectedHeader.alg, algorithm);
      assert.notEqual(kidOf(await issued(demo, refresh(answer))), kidOf(answer));
    });
  }
}

test('when the key is gone, which takes a window longer than the overlap, a repeat is a fault and no theft', async (t) => {
  const demo = await openBeforeRotation(t, 'EdDSA', ':memory:', { refreshRepeatSeconds: (60 * DAY) / SECOND });
  const first = await issued(demo, LOGON);
  const answer = await issued(demo, refresh(first));
  demo.clock.move(31 * DAY);
  await demo.keyring.keep();
  assert.equal((await ask(demo, refresh(first))).statusCode, 500);
  await issued(demo, refresh(answer));
});
