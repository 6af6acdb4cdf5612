/** RFC 9126: a question that its client deposits, and what the browser that comes with the reference may still say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Fields,
  ISSUER,
  open,
  post,
  QUESTION,
  query,
  REDIRECT,
  redeem,
} from '../../../test/support/code-question.ts';
import { createProofMaker } from '../../../test/support/key-proofs.ts';

test('a pushed question counts once, for its client, while it lasts, and nothing that the browser adds counts', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const push = async (differences: Fields = {}) => {
    const answer = await post(demo, '/oauth2/par', Object.fromEntries(new URLSearchParams(query(differences))));
    assert.equal(answer.statusCode, 201, answer.body);
    const { request_uri, expires_in } = answer.json<{ request_uri: string; expires_in: number }>();
    assert.equal(expires_in, 90);
    return encodeURIComponent(request_uri);
  };
  const uri = await push();
  const told = await person.connect(`/oauth2/authorize?client_id=demo-spa&request_uri=${uri}&scope=email&state=other`);
  assert.equal(told.searchParams.get('state'), QUESTION.state);
  const tokens = (await redeem(demo, told.searchParams.get('code') ?? '')).json<{ scope: string }>();
  assert.equal(tokens.scope, 'openid profile');
  const again = await person.visit({ url: `/oauth2/authorize?client_id=demo-spa&request_uri=${uri}` });
  assert.equal(again.statusCode, 400);

  const foreign = await push();
  const byOther = await person.visit({ url: `/oauth2/authorize?client_id=demo-web&request_uri=${foreign}` });
  assert.equal(byOther.statusCode, 400);
  const late = await push();
  demo.clock.move(90_000);
  assert.equal(
    (await person.visit({ url: `/oauth2/authorize?client_id=demo-spa&request_uri=${late}` })).statusCode,
    400,
  );
});

test('what would be refused in the browser is refused when it is pushed', async (t) => {
  const { demo } = await open(t);
  const push = async (differences: Fields, more: Readonly<Record<string, string>> = {}) => {
    const fields = { ...Object.fromEntries(new URLSearchParams(query(differences))), ...more };
    return (await post(demo, '/oauth2/par', fields)).json<{ error: string }>().error;
  };
  assert.equal(await push({ redirect_uri: `${REDIRECT}/more` }), 'invalid_request');
  assert.equal(await push({ redirect_uri: undefined }), 'invalid_request');
  assert.equal(await push({ client_id: 'nobody' }), 'invalid_client');
  assert.equal(await push({ client_id: 'demo-web' }), 'invalid_client');
  assert.equal(await push({ response_type: 'token' }), 'invalid_request');
  assert.equal(await push({ code_challenge_method: 'plain' }), 'invalid_request');
  assert.equal(await push({}, { request_uri: 'urn:x' }), 'invalid_request');
  assert.equal(await push({ resource: 'here' }), 'invalid_target');
});

test('a proof that comes with the pushed question binds the code', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const holder = await createProofMaker();
  const now = demo.clock.now();
  const proof = await holder.prove({ method: 'POST', url: `${ISSUER}/oauth2/par`, now });
  const pushed = await post(demo, '/oauth2/par', Object.fromEntries(new URLSearchParams(query())), { dpop: proof });
  const uri = encodeURIComponent(pushed.json<{ request_uri: string }>().request_uri);
  const told = await person.connect(`/oauth2/authorize?client_id=demo-spa&request_uri=${uri}`);
  const code = told.searchParams.get('code') ?? '';
  assert.equal((await redeem(demo, code)).json<{ error: string }>().error, 'invalid_dpop_proof');
  const at = { method: 'POST', url: `${ISSUER}/oauth2/token`, now };
  const own = await redeem(demo, code, {}, { dpop: await holder.prove(at) });
  assert.equal(own.json<{ token_type: string }>().token_type, 'DPoP');
});

test('where questions must be pushed, no other is taken', async (t) => {
  const { person } = await open(t, { settings: { oauth: { requirePushed: true } } });
  assert.equal((await person.visit({ url: `/oauth2/authorize?${query()}` })).statusCode, 400);
});
