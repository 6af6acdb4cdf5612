/** The power may fail between any two requests: what was answered is never lost. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Ask, askServers } from './callers/ask.ts';
import * as digioffice from './callers/digioffice.ts';
import * as oauth from './callers/oauth.ts';
import * as projector from './callers/projector.ts';
import * as twinfield from './callers/twinfield.ts';
import * as yindo from './callers/yindo.ts';
import { prepareDemoProcess } from './support/demo-process.ts';

/** A client's requests one after another; it yields after each of them. */
type Journey = AsyncGenerator<void, void>;

async function* twinfieldJourney(ask: Ask): Journey {
  const { word, session } = await twinfield.oauthLogon(ask, 'ada');
  assert.equal(word, 'ok');
  yield;
  assert.equal((await twinfield.keepAlive(ask, session)).word, 'ok', 'a session outlives a crash');
  yield;
  assert.equal((await oauth.introspect(ask, session)).word, 'active');
  yield;
  assert.equal((await oauth.revoke(ask, session)).word, 'ok');
  yield;
  assert.equal((await twinfield.keepAlive(ask, session)).word, 'fault 103', 'and its end does too');
}

async function* projectorJourney(ask: Ask): Journey {
  const redeemed = await projector.redeem(ask);
  assert.equal(redeemed.word, 'ok');
  yield;
  const refreshed = await projector.refresh(ask, redeemed.refreshToken);
  assert.equal(refreshed.word, 'ok', 'a refresh token outlives a crash');
  yield;
  const repeated = await projector.refresh(ask, redeemed.refreshToken);
  assert.deepEqual(repeated, refreshed, 'and a repeated refresh still has the same successor');
  yield;
  assert.equal((await projector.unauthenticate(ask, refreshed.ticket)).word, 'ok');
  yield;
  assert.equal((await projector.refresh(ask, refreshed.refreshToken)).word, '50631 OauthInvalidGrant');
}

async function* digiofficeJourney(ask: Ask): Journey {
  const { word, session } = await digioffice.authenticate(ask, 'ada', 'ada-demo-pass');
  assert.equal(word, 'ok');
  yield;
  const { token } = await digioffice.convert(ask, session, false);
  assert.notEqual(token, '', 'a session can be turned into a token after a crash');
  yield;
  assert.equal((await digioffice.convert(ask, session, false)).word, '401', 'and is closed by it for good');
  yield;
  assert.equal((await digioffice.presentToken(ask, token)).word, 'ok');
}

async function* yindoJourney(ask: Ask): Journey {
  const { word, token } = await yindo.logon(ask, 'ada', 'ada-demo-pass');
  assert.equal(word, 'ok');
  yield;
  assert.equal((await yindo.me(ask, token)).word, 'ok', 'a token outlives a crash');
  yield;
  assert.equal((await oauth.revoke(ask, token)).word, 'ok');
  yield;
  assert.match((await yindo.me(ask, token)).word, /^401/, 'and its end does too');
}

async function* oauthJourney(ask: Ask): Journey {
  const { word, accessToken } = await oauth.askForMachine(ask);
  assert.equal(word, 'ok');
  yield;
  assert.equal((await oauth.introspect(ask, accessToken)).word, 'active');
  yield;
  assert.equal((await oauth.revoke(ask, accessToken)).word, 'ok');
  yield;
  assert.equal((await oauth.introspect(ask, accessToken)).word, 'inactive');
}

test('journeys through every dialect go on after kill -9 between any two requests', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-crash-'));
  const server = await prepareDemoProcess(folder);
  t.after(async () => {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const ask = askServers(server.urls);
  let going = [twinfieldJourney, projectorJourney, digiofficeJourney, yindoJourney, oauthJourney].map((begin) =>
    begin(ask),
  );
  let crashes = 0;
  while (going.length > 0) {
    await server.start();
    const steps = await Promise.all(going.map(async (journey) => ({ journey, step: await journey.next() })));
    // All of them have been answered and none has had its next request: now is when the power fails.
    await server.kill();
    crashes += 1;
    going = steps.filter(({ step }) => step.done !== true).map(({ journey }) => journey);
  }
  assert.equal(crashes, 5);
});
