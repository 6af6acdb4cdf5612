/** The SOAP face and the REST face are doors to the same connections. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { askDemo, form, memberText } from '../../../test/callers/ask.ts';
import {
  redeem,
  redeemOverRest,
  refresh,
  refreshOverRest,
  type SeenTokens,
  unauthenticate,
} from '../../../test/callers/projector.ts';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { SEED_CLIENT } from '../../server/demo-world/clients.ts';
import { projector } from './index.ts';

const CONTESTANTS = 20;
const CLIENT = { client_id: SEED_CLIENT.id, client_secret: SEED_CLIENT.secret };

async function world(t: TestContext, policy = {}): Promise<Demo> {
  const demo = await openDemo({ dialects: [projector()], policy });
  t.after(demo.close);
  return demo;
}

/** As many at once, every other one by the other face. */
function race(soap: () => Promise<SeenTokens>, rest: () => Promise<SeenTokens>): Promise<readonly SeenTokens[]> {
  return Promise.all(Array.from({ length: CONTESTANTS }, (_, index) => (index % 2 === 0 ? soap() : rest())));
}

test('of twenty racing refreshes by both faces one successor exists, and works at either', async (t) => {
  const demo = await world(t);
  const ask = askDemo(demo);
  const answers = await race(
    () => refresh(ask),
    () => refreshOverRest(ask),
  );
  assert.deepEqual(new Set(answers.map(({ word }) => word)), new Set(['ok']));
  assert.equal(new Set(answers.map(({ refreshToken }) => refreshToken)).size, 1);
  assert.equal(new Set(answers.map(({ ticket }) => ticket)).size, 1);
  const next = await refreshOverRest(ask, answers[0]?.refreshToken);
  assert.equal((await refresh(ask, next.refreshToken)).word, 'ok');
});

test('without a window for repeats one of both faces wins, and the race ends the connection', async (t) => {
  const demo = await world(t, { refreshRepeatSeconds: 0 });
  const ask = askDemo(demo);
  const answers = await race(
    () => refresh(ask),
    () => refreshOverRest(ask),
  );
  const won = answers.filter(({ word }) => word === 'ok');
  assert.equal(won.length, 1);
  assert.equal((await refreshOverRest(ask, won[0]?.refreshToken)).word, 'invalid_grant Refresh Token not Found');
  assert.equal((await unauthenticate(ask, won[0]?.ticket ?? '')).word, '-101 InvalidSession');
});

test('of twenty racing redemptions of a code by both faces one wins, and what it won ends with the others', async (t) => {
  const demo = await world(t);
  const ask = askDemo(demo);
  const answers = await race(
    () => redeem(ask),
    () => redeemOverRest(ask),
  );
  const won = answers.filter(({ word }) => word === 'ok');
  assert.equal(won.length, 1);
  assert.equal((await refresh(ask, won[0]?.refreshToken)).word, '50631 OauthInvalidGrant');
});

test('arbitrary forms get a proper answer over REST, whose description keeps to its characters', async (t) => {
  const demo = await world(t);
  const names = fc.constantFrom(
    ...Object.keys(CLIENT),
    'grant_type',
    'code',
    'refresh_token',
    'token',
    'token_type',
    'x',
  );
  const values = fc.oneof(
    fc.constantFrom('', 'code', 'refresh_token', SEED_CLIENT.id, SEED_CLIENT.secret, SEED_CLIENT.code),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  );
  const bodies = fc.oneof(
    fc
      .array(fc.tuple(names, values), { maxLength: 6 })
      .map((pairs) => Buffer.from(new URLSearchParams(pairs).toString())),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('/oauth2token', '/oauth2revoketoken'), bodies, async (url, body) => {
      const answer = await demo.inject('c1', { method: 'POST', url, ...form({}), body });
      if (answer.statusCode === 200) return;
      assert.equal(answer.statusCode, 400, answer.body);
      assert.match(memberText(answer.body, 'error') ?? '', /^(invalid|unsupported|unauthorized)_[a-z_]+$/);
      assert.match(memberText(answer.body, 'error_description') ?? '', /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    }),
    { numRuns: 300 },
  );
});

test('a broken store is told as OAuth tells a fault', async () => {
  const demo = await openDemo({ dialects: [projector()] });
  await demo.store.close();
  const answer = await demo.inject('c1', {
    ...{ method: 'POST', url: '/oauth2token' },
    ...form({ ...CLIENT, grant_type: 'refresh_token', refresh_token: SEED_CLIENT.refreshToken }),
  });
  assert.equal(answer.statusCode, 500);
  assert.equal(memberText(answer.body, 'error'), 'server_error');
  await Promise.all([...demo.apps.values()].map((app) => app.close()));
});
