import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGolden } from './golden.ts';
import { inProcess } from './in-process.ts';
import { onSocket } from './on-socket.ts';
import { runCase } from './run-case.ts';
import type { Transport } from './transport.ts';

const RIGHT = `# Title

Source: ours

## One

Because.

\`\`\`http request
GET /healthz HTTP/1.1
Host: 127.0.0.1:8081
\`\`\`

\`\`\`http response
HTTP/1.1 200 OK
Content-Type: text/plain; charset=utf-8

ok⟨LF⟩
\`\`\`
`;

async function run(text: string, transport: Transport): Promise<void> {
  const [only] = readGolden(text).cases;
  assert.ok(only);
  await runCase(only, transport);
}

const WRONG: Readonly<Record<string, readonly [from: string, to: string, says: RegExp]>> = {
  'an extra response header': ['Content-Type: text/plain; charset=utf-8\n', '', /header content-type: not in the page/],
  'a missing response header': ['\n\nok', '\nX-More: 1\n\nok', /header x-more: missing, the page says "1"/],
  'another value of a header': ['charset=utf-8', 'charset=UTF-8', /page {5}"text\/plain;·charset=UTF-8"/],
  'a wrong byte': ['ok⟨LF⟩', 'oK⟨LF⟩', /different from byte 1:\n {2}page {5}o▶K␊\n {2}answered o▶k␊/],
  'a missing byte': ['ok⟨LF⟩', 'ok', /2 bytes in the page, 3 answered/],
  'another reason phrase': ['200 OK', '200 Ok', /status line/],
  'another status': ['200 OK', '404 OK', /status line/],
  'a Host that is no site': ['Host: 127.0.0.1:8081', 'Host: example.org', /no site/],
};

for (const transport of [inProcess, onSocket]) {
  test(`a page that is right passes (${transport.name})`, () => run(RIGHT, transport));

  for (const [what, [from, to, says]] of Object.entries(WRONG)) {
    test(`${what} is an error (${transport.name})`, () =>
      assert.rejects(run(RIGHT.replace(from, to), transport), (error: Error) => {
        assert.match(error.message, says);
        return true;
      }));
  }
}

test('a request without a response is an error', () =>
  assert.rejects(run(RIGHT.slice(0, RIGHT.indexOf('```http response')), inProcess), /line 9 has no response/));
