import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rewriteGolden } from './rewrite.ts';

const ASK = '```http request\nGET /healthz HTTP/1.1\nHost: 127.0.0.1:8080\n```\n';
const ANSWER = '```http response\nHTTP/1.1 200 OK\nContent-Type: text/plain; charset=utf-8\n\nok⟨LF⟩\n```\n';
const HEAD = '# Title\n\nSource: ours\n\n## One\n\nBecause.\n\n';

test('a missing response is added after its request', async () => {
  const text = `${HEAD}${ASK}\nBetween.\n\n${ASK}\nAfter.\n`;
  assert.equal(await rewriteGolden(text), `${HEAD}${ASK}\n${ANSWER}\nBetween.\n\n${ASK}\n${ANSWER}\nAfter.\n`);
});

test('a wrong response is replaced in its place', async () => {
  const text = `${HEAD}${ASK}\n${ANSWER.replace('ok', 'oh no\nno')}\nAfter.\n`;
  assert.equal(await rewriteGolden(text), `${HEAD}${ASK}\n${ANSWER}\nAfter.\n`);
});

test('a response that is right stays as it is written', async () => {
  const text = `${HEAD}${ASK}\n${ANSWER.replace('Content-Type', 'content-TYPE')}\nAfter.\n`;
  assert.equal(await rewriteGolden(text), text);
});
