import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { findFreePorts } from '../../support/free-ports.ts';
import type { ReverseProxy } from './reverse-proxy.ts';

/** Half a minute at the least, for a machine that has much else to do. */
const MOST_TRIES = 1200;

/** An application behind a proxy, which greets whom the proxy names to it and says what was sent. @returns its address at the proxy */
export async function protectPage(t: TestContext, proxy: ReverseProxy, login: string): Promise<string> {
  const application = createServer(async (request, response) => {
    const [user = 'nobody', subject = 'none'] = proxy.names.map((name) => request.headers[name]);
    response.end(`hello ${user}, ${subject}: ${await text(request)}`);
  });
  application.listen(0, '127.0.0.1');
  await once(application, 'listening');
  t.after(() => application.close());
  const behind = application.address();
  assert.ok(typeof behind === 'object' && behind !== null);
  const [port = 0] = await findFreePorts(1);
  const folder = mkdtempSync(join(tmpdir(), `tessera-${proxy.name}-`));
  const files = proxy.files({ folder, port, login, application: `127.0.0.1:${behind.port}` });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const running = spawn(proxy.name, proxy.runArguments(folder), {
    // Caddy writes what it last ran into the home folder.
    env: { ...process.env, HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const complaints = text(running.stderr);
  t.after(async () => {
    running.kill('SIGTERM');
    if (running.exitCode === null) await once(running, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}/`;
  for (let tries = 0; running.exitCode === null && tries < MOST_TRIES; tries += 1) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) return url;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  running.kill('SIGTERM');
  throw new Error(`${proxy.name} did not come up: ${await complaints}`);
}
