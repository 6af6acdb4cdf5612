/** Python's authlib, which knows the server by its metadata: codes with a challenge, ID tokens, refreshing, signed statements and exchange; and every error arrives as its own. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { DEMO_KEY } from '../../src/server/demo-world/clients.ts';
import { openIssuer, openPerson, REDIRECT, toldAt } from './issuer.ts';
import { findInterpreter, PYTHON, startProgram } from './toolkits/program.ts';

const AUTHLIB = { file: 'drive-authlib.py', interpreters: PYTHON };
const interpreter = findInterpreter(AUTHLIB);
const options = { skip: interpreter === undefined && 'there is no authlib' };

type Members = Readonly<Record<string, unknown>>;

const SIGNING_KEY = { ...DEMO_KEY, kid: 'demo-key' };
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TYPE = 'urn:ietf:params:oauth:token-type:';

async function open(t: TestContext) {
  const issuer = await openIssuer(t);
  const program = await startProgram(AUTHLIB, interpreter ?? '');
  t.after(program.close);
  /** A client of the demo, in authlib. */
  const openClient = async (id: string, more: Members) => {
    await program.ask({ client: id, open: { issuer: issuer.url.origin, id, ...more } });
    const say = async (call: string, members: Members) =>
      (await program.ask({ client: id, call, with: members })) as { yes?: unknown; no?: string; why?: string };
    return {
      /** Fails the test unless it is done. */
      call: async (call: string, members: Members = {}): Promise<Members> => {
        const said = await say(call, members);
        assert.ok('yes' in said, JSON.stringify(said));
        return said.yes as Members;
      },
      /** Fails the test unless it is refused. @returns the error's word and description */
      refusalOf: async (call: string, members: Members = {}): Promise<string> => {
        const said = await say(call, members);
        assert.ok('no' in said, JSON.stringify(said));
        return `${said.no}: ${said.why}`;
      },
    };
  };
  const web = { secret: 'demo-web-secret', redirect_uri: REDIRECT, scope: 'openid profile email' };
  return {
    issuer,
    person: openPerson(issuer),
    web: () => openClient('demo-web', web),
    machine: (secret = 'demo-machine-secret') => openClient('demo-machine', { secret }),
    signer: () => openClient('demo-signer', { key: SIGNING_KEY }),
  };
}

test('a person connects an application: tokens, who they are, new tokens, and the end', options, async (t) => {
  const { issuer, person, ...clients } = await open(t);
  const [web, machine] = [await clients.web(), await clients.machine()];
  const told = toldAt(await person.goTo(new URL(String(await web.call('ask')))));
  const first = await web.call('redeem', { told });
  assert.equal(first.expires_in, 3600);
  const { iss, sub, aud } = await web.call('identify');
  assert.deepEqual([iss, sub, aud], [issuer.url.origin, '1', 'demo-web']);
  assert.deepEqual(await web.call('userinfo'), {
    sub: '1',
    name: 'Ada',
    preferred_username: 'ada',
    email: 'ada@acme.example',
  });
  const second = await web.call('refresh');
  assert.notEqual(second.refresh_token, first.refresh_token);
  assert.equal((await web.call('refresh', { scope: 'openid' })).scope, 'openid');
  const { active, token_use } = await machine.call('introspect', { token: second.access_token });
  assert.deepEqual([active, token_use], [true, 'access_token']);
  assert.equal(await web.call('revoke', { token: second.access_token }), 200);
  assert.deepEqual(await machine.call('introspect', { token: second.access_token }), { active: false });
});

test(
  'what is wrong with a code or a refresh token is told, and what is used twice ends all of it',
  options,
  async (t) => {
    const { person, ...clients } = await open(t);
    const [web, machine] = [await clients.web(), await clients.machine()];
    const connect = async () => String(toldAt(await person.goTo(new URL(String(await web.call('ask'))))));
    const isActive = async ({ access_token: token }: Members) => (await machine.call('introspect', { token })).active;

    const told = await connect();
    assert.equal(
      await web.refusalOf('redeem', { told, verifier: 'x'.repeat(43) }),
      'invalid_grant: The code_verifier does not answer the challenge.',
    );
    assert.equal(
      await web.refusalOf('redeem', { told, redirect: 'https://my.app.com/redirect-handler' }),
      'invalid_grant: The redirect_uri is not the one that the code was asked with.',
    );
    const byCode = await web.call('redeem', { told });
    assert.equal(await isActive(byCode), true);
    const twice = 'invalid_grant: The grant was used before; what came of it is revoked.';
    assert.equal(await web.refusalOf('redeem', { told }), twice);
    assert.equal(await isActive(byCode), false);

    const { refresh_token: token } = await web.call('redeem', { told: await connect() });
    await web.call('refresh');
    const last = await web.call('refresh');
    assert.equal(await isActive(last), true);
    assert.equal(await web.refusalOf('refresh', { token }), twice);
    assert.equal(await isActive(last), false);
  },
);

test('a client by itself: what it may, by secret and by signed statement, and what it may not', options, async (t) => {
  const clients = await open(t);
  const [web, machine, signer] = [await clients.web(), await clients.machine(), await clients.signer()];
  const grant = 'client_credentials';
  const { access_token: token } = await machine.call('fetch', { grant, scope: 'read' });
  assert.equal((await signer.call('fetch', { grant, scope: 'read' })).scope, 'read');

  const resource = 'https://api.acme.example/';
  const asked = { grant: EXCHANGE, subject_token: token, subject_token_type: `${TYPE}access_token` };
  const { access_token: text } = await machine.call('fetch', {
    ...asked,
    requested_token_type: `${TYPE}jwt`,
    resource,
  });
  const { client_id, scope } = await machine.call('read', { text, audience: resource });
  assert.deepEqual([client_id, scope], ['demo-machine', 'read']);
  assert.match(await machine.refusalOf('read', { text, audience: 'https://files.acme.example/' }), /^invalid_claim: /);

  const refusals = {
    invalid_scope: machine.refusalOf('fetch', { grant, scope: 'more' }),
    invalid_target: machine.refusalOf('fetch', { grant, resource: 'https://elsewhere.example/' }),
    unsupported_grant_type: machine.refusalOf('fetch', { grant: 'another' }),
    unauthorized_client: web.refusalOf('fetch', { grant }),
    invalid_request: machine.refusalOf('fetch', { grant: EXCHANGE }),
  };
  for (const [word, refusal] of Object.entries(refusals)) assert.match(await refusal, new RegExp(`^${word}: [A-Z]`));
  const stranger = await clients.machine('another-secret');
  assert.match(await stranger.refusalOf('fetch', { grant }), /^invalid_client: [A-Z]/);
});
