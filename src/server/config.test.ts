import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digiofficeSettings } from './config/digioffice.ts';
import { keySchedule } from './config/keys.ts';
import { readConfig } from './config.ts';
import { isLoopback } from './loopback.ts';

test('without a word the demo is on 8080, on loopback, open', () => {
  const read = readConfig({ PATH: '/bin' });
  assert.ok(read.ok);
  assert.partialDeepStrictEqual(read.config, {
    port: 8080,
    host: '127.0.0.1',
    dataFolder: '.tessera',
    database: '',
    serverKeyFile: '',
    workers: 1,
    maintenance: false,
    refreshRepeatSeconds: 30,
    logLevel: 'warn',
  });
});

test('every problem is told at once, and no value is', () => {
  const read = readConfig({ TESSERA_PORT: '99999', TESSERA_MAINTENANCE: 'maybe', TESSERA_PROT: 'a secret' });
  assert.ok(!read.ok);
  assert.equal(read.problems.length, 3);
  assert.match(read.problems.join('\n'), /TESSERA_PROT is not a setting/);
  assert.doesNotMatch(read.problems.join('\n'), /a secret|maybe|99999/);
});

test('more than one worker needs a database that takes more than one writer', () => {
  assert.equal(readConfig({ TESSERA_WORKERS: '2' }).ok, false);
  assert.equal(readConfig({ TESSERA_WORKERS: '2', TESSERA_DATABASE: 'postgres://127.0.0.1/x' }).ok, true);
});

test('a refresh can be repeated for less time than the key that signed its answer stays, whatever is set', () => {
  const read = readConfig({ TESSERA_REFRESH_REPEAT_SECONDS: '3600', TESSERA_KEY_OVERLAP_DAYS: '1' });
  assert.ok(read.ok);
  assert.ok(read.config.refreshRepeatSeconds < keySchedule(read.config).overlapSeconds);
  // These are the longest and the shortest that there are.
  assert.equal(readConfig({ TESSERA_REFRESH_REPEAT_SECONDS: '3601' }).ok, false);
  assert.equal(readConfig({ TESSERA_KEY_OVERLAP_DAYS: '0' }).ok, false);
});

test('ports leave room for the clusters', () => {
  assert.equal(readConfig({ TESSERA_PORT: '65533' }).ok, true);
  for (const port of ['65534', '0', '-1', '8080x', '']) assert.equal(readConfig({ TESSERA_PORT: port }).ok, false);
});

test('digioffice goes without TLS on loopback only, and has a shared key only where it signs with one', () => {
  const settingsAt = (environment: Record<string, string>) => {
    const read = readConfig(environment);
    return read.ok ? digiofficeSettings(read.config) : read.problems.join();
  };
  const required = (environment: Record<string, string>) => {
    const settings = settingsAt(environment);
    return typeof settings === 'string' ? settings : settings.requireSecureConnection;
  };
  assert.equal(required({}), false);
  assert.equal(required({ TESSERA_HOST: '0.0.0.0' }), true);
  assert.equal(required({ TESSERA_DIGIOFFICE_REQUIRE_SECURE: 'on' }), true);
  const off = { TESSERA_DIGIOFFICE_REQUIRE_SECURE: 'off' };
  assert.equal(required(off), false);
  assert.match(String(required({ ...off, TESSERA_HOST: '0.0.0.0' })), /REQUIRE_SECURE: may be off on loopback only/);

  const key = Buffer.alloc(32, 1).toString('base64');
  const shared = { TESSERA_DIGIOFFICE_SIGNING: 'hs256', TESSERA_DIGIOFFICE_SIGNING_KEY: key };
  assert.partialDeepStrictEqual(settingsAt(shared), { signing: 'hs256', signingKey: key });
  for (const wrong of [Buffer.alloc(31).toString('base64'), 'no base64!', '====']) {
    const said = settingsAt({ ...shared, TESSERA_DIGIOFFICE_SIGNING_KEY: wrong });
    assert.match(String(said), /^TESSERA_DIGIOFFICE_SIGNING_KEY: must/);
    assert.ok(!String(said).includes(wrong));
  }
  assert.match(String(settingsAt({ TESSERA_DIGIOFFICE_SIGNING_KEY: key })), /nothing is signed with it/);
  assert.partialDeepStrictEqual(settingsAt({ TESSERA_DIGIOFFICE_AUDIENCES: 'a, b,' }), { audiences: ['a', 'b'] });
});

test("the variables of the tests are none of the server's", () => {
  assert.equal(readConfig({ TESSERA_TEST_DATABASE: 'postgres://x' }).ok, true);
});

test('loopback is 127.0.0.0/8, ::1 and localhost, and nothing else', () => {
  for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) assert.equal(isLoopback(host), true, host);
  for (const host of ['0.0.0.0', '::', '10.0.0.1', 'example.com', '128.0.0.1'])
    assert.equal(isLoopback(host), false, host);
});
