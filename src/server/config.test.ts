import assert from 'node:assert/strict';
import { test } from 'node:test';
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

test('ports leave room for the clusters', () => {
  assert.equal(readConfig({ TESSERA_PORT: '65533' }).ok, true);
  for (const port of ['65534', '0', '-1', '8080x', '']) assert.equal(readConfig({ TESSERA_PORT: port }).ok, false);
});

test("the variables of the tests are none of the server's", () => {
  assert.equal(readConfig({ TESSERA_TEST_DATABASE: 'postgres://x' }).ok, true);
});

test('loopback is 127.0.0.0/8, ::1 and localhost, and nothing else', () => {
  for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) assert.equal(isLoopback(host), true, host);
  for (const host of ['0.0.0.0', '::', '10.0.0.1', 'example.com', '128.0.0.1'])
    assert.equal(isLoopback(host), false, host);
});
