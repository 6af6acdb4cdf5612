import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import type { Message } from '../core/ports/messenger.ts';
import { createWebhookMessenger } from './webhook-messenger.ts';

const MESSAGE = {
  kind: 'second-step-code',
  to: '+31 6 0000 0000',
  text: '654321 is your code to log on.',
  validSeconds: 300,
  account: { name: 'carol', passwordHash: '$argon2id$' },
} as Message;

interface Seen {
  readonly request: IncomingMessage;
  readonly body: string;
}

/** A receiver that answers with this status, or with nothing at all. */
async function receiver(t: TestContext, status: number | undefined) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    seen.push({ request, body: await readText(request) });
    if (status !== undefined) response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('thank you');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send?key=SECRET-IN-URL` };
}

function messenger(url: string, timeoutMs = 5000) {
  const failures: string[] = [];
  const made = createWebhookMessenger({
    url,
    token: 'SECRET-TOKEN',
    timeoutMs,
    onFailure: (why) => failures.push(why),
  });
  return { made, failures };
}

test('a message is handed over as JSON, with the token, and nothing else of the person', async (t) => {
  const { url, seen } = await receiver(t, 202);
  const { made, failures } = messenger(url);
  assert.equal(await made.send(MESSAGE), 'sent');
  const [{ request, body } = assert.fail()] = seen;
  assert.equal(request.method, 'POST');
  assert.equal(request.headers['content-type'], 'application/json');
  assert.equal(request.headers.authorization, 'Bearer SECRET-TOKEN');
  const { kind, to, text, validSeconds } = MESSAGE;
  assert.deepEqual(JSON.parse(body), { kind, to, text, validSeconds });
  assert.deepEqual(failures, []);
});

for (const [what, status, why] of [
  ['an error', 500, 'it answered with status 500'],
  ['a redirection', 307, 'it answered with status 307'],
  ['no answer', undefined, 'no answer in time'],
] as const) {
  test(`${what} is a failure that tells no secret`, async (t) => {
    const { url, seen } = await receiver(t, status);
    const { made, failures } = messenger(url, 200);
    assert.equal(await made.send(MESSAGE), 'failed');
    assert.deepEqual(failures, [why]);
    assert.equal(seen.length, 1);
    assert.doesNotMatch(failures.join(), /SECRET|654321|0000/);
  });
}

test('nobody there is a failure', async () => {
  const { made, failures } = messenger('http://127.0.0.1:1/');
  assert.equal(await made.send(MESSAGE), 'failed');
  assert.deepEqual(failures, ['it could not be reached']);
});
