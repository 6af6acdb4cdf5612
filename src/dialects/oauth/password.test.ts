/** The password grant: off but for clients with a permit of its own, and no way around anything that a logon must pass. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../../test/support/demo.ts';

const LEGACY = { client_id: 'demo-legacy', client_secret: 'demo-legacy-secret' };

type Fields = Readonly<Record<string, string>>;

async function open(t: TestContext): Promise<Demo> {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  return demo;
}

async function ask(demo: Demo, username: string, more: Fields = {}) {
  const password = `${username.split('\\').at(-1)}-demo-pass`;
  const body = new URLSearchParams({ grant_type: 'password', ...LEGACY, username, password, ...more }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await demo.inject('login', { method: 'POST', url: '/oauth2/token', headers, body });
  return answer.json<Record<string, string>>();
}

test('a client with the permit gets tokens for a name and a password', async (t) => {
  const demo = await open(t);
  const tokens = await ask(demo, 'ada');
  assert.deepEqual([tokens.token_type, tokens.scope], ['Bearer', 'read write']);
  assert.match(tokens.refresh_token ?? '', /^trt_/);
  // Nobody was asked by us, so nothing is said of who was there.
  assert.equal(tokens.id_token, undefined);
  assert.equal((await ask(demo, 'acme\\ADA', { password: 'ada-demo-pass' })).token_type, 'Bearer');
  assert.equal((await ask(demo, 'MODERN\\ada', { password: 'ada-demo-pass' })).error, 'invalid_grant');
});

test('no other client does, whatever it knows', async (t) => {
  const demo = await open(t);
  const others: readonly Fields[] = [
    { client_id: 'demo-web', client_secret: 'demo-web-secret' },
    { client_id: 'demo-machine', client_secret: 'demo-machine-secret' },
  ];
  for (const other of others) assert.equal((await ask(demo, 'ada', other)).error, 'unauthorized_client');
});

const REFUSED: Readonly<Record<string, string>> = {
  bob: 'The account must change its password.',
  carol: 'The account must take a second step to log on.',
  dave: 'The account is disabled.',
  erin: 'The account is deleted.',
  frank: 'The organisation is inactive.',
  heidi: 'The account may not log on from this address.',
  ivan: 'The organisation admits standard OAuth 2 logon only.',
};

for (const [name, description] of Object.entries(REFUSED)) {
  test(`${name} is refused: ${description}`, async (t) => {
    const demo = await open(t);
    const told = await ask(demo, name);
    assert.deepEqual([told.error, told.error_description], ['invalid_grant', description]);
    // Told to nobody who doesn't know the password.
    const wrong = await ask(demo, name, { password: 'wrong' });
    assert.equal(wrong.error_description, 'The name or the password is wrong.');
  });
}

test('guessing is stopped as at every password door', async (t) => {
  const demo = await open(t);
  for (let tries = 0; tries < 10; tries += 1) await ask(demo, 'ada', { password: 'wrong' });
  assert.equal((await ask(demo, 'ada')).error, 'temporarily_unavailable');
});

test('it is known to whoever asks for it, and advertised to nobody', async (t) => {
  const demo = await open(t);
  const metadata = await demo.inject('login', { method: 'GET', url: '/.well-known/openid-configuration' });
  const { grant_types_supported } = metadata.json<{ grant_types_supported: string[] }>();
  assert.equal(grant_types_supported.includes('password'), false);
  assert.equal(grant_types_supported.length, 5);
});
