import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadServerKey } from './server-key.ts';

test('a key is made once, kept for its owner only, and read again', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-key-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const made = loadServerKey(join(folder, 'server.key'));
  assert.equal(made.length, 32);
  assert.deepEqual(loadServerKey(join(folder, 'server.key')), made);
  assert.equal(statSync(join(folder, 'server.key')).mode & 0o777, 0o600);
});

test('a file that is no key stops the start instead of being replaced', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-key-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'server.key'), 'cut of');
  assert.throws(() => loadServerKey(join(folder, 'server.key')), /does not hold a server key/);
});
