/** The benchmark runs and ends: a few rows, for a fraction of a second each. What it measures is none of a test's business. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

const RUN = join(import.meta.dirname, '..', 'bench', 'run.ts');
const PATIENCE_MS = 60_000;

async function bench(...args: string[]) {
  const child = spawn(process.execPath, [RUN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  const [said, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { said, complained, code };
}

test('rows are measured, and nothing is left behind', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const { said, complained, code } = await bench(
    ...[
      '--quick',
      '--rows',
      'revoke,oauth-logon,acquire',
      '--tokens',
      '100',
      '--seconds',
      '0.2',
      '--connections',
      '4',
      '--folder',
      folder,
    ],
  );
  assert.equal(code, 0, complained);
  const [, perSecond, ofFloor] = /^revoke an access token: (\d+)\/s, .*form floor × (\d+\.\d+)/m.exec(said) ?? [];
  assert.ok(Number(perSecond) > 0 && Number(ofFloor) > 0, said);
  assert.deepEqual(readdirSync(folder), []);
});

test('a row that is not there is named, and the run fails', async () => {
  const { complained, code } = await bench('--quick', '--rows', 'nonsense');
  assert.equal(code, 1);
  assert.match(complained, /there is no row nonsense/);
});
