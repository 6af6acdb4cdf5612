import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readGolden } from './golden.ts';

const REQUEST = '```http request\nGET /healthz HTTP/1.1\nHost: 127.0.0.1:8080\n```';
const RESPONSE = '```http response\nHTTP/1.1 200 OK\nContent-Type: text/plain; charset=utf-8\n\nok⟨LF⟩\n```';
const HEAD = '# Title\n\nSource: ours\n';
const CASE = '\n## One\n\nBecause.\n';

function page(...parts: readonly string[]): string {
  return `${parts.join('\n')}\n`;
}

test('a page is read with its cases, settings, moves and blocks', () => {
  const golden = readGolden(
    page(
      HEAD,
      'Setting: maintenance=on',
      CASE,
      'Setting: oauth.accessLifetimeSeconds=60',
      'Clock: +1h30m',
      'Clock: -500ms',
      'Site: c2',
      REQUEST,
      RESPONSE,
      'From: 10.1.2.3',
      REQUEST,
    ),
  );
  assert.equal(golden.title, 'Title');
  const [only] = golden.cases;
  assert.ok(only);
  assert.equal(only.heading, 'One');
  assert.equal(only.only, 'in process');
  assert.deepEqual(only.settings, [
    { of: 'policy', policy: { maintenance: true } },
    { of: 'part', owner: 'oauth', key: 'accessLifetimeSeconds', value: 60 },
  ]);
  const [first, second] = only.pairs;
  assert.equal(first?.moveMs, 5_399_500);
  assert.equal(first?.site, 'c2');
  assert.deepEqual(first?.response?.message.body, Buffer.from('ok\n'));
  assert.equal(second?.moveMs, 0);
  assert.equal(second?.from, '10.1.2.3');
  assert.equal(second?.response, undefined);
});

test('a request is put on the wire with its length and nothing else added', () => {
  const text = '```http request\nPOST / HTTP/1.1\nHost: 127.0.0.1:8080\n\na⟨CR⟩\nb\n```';
  const request = readGolden(page(HEAD, CASE, text)).cases[0]?.pairs[0]?.request.message;
  assert.equal(request?.bytes.toString(), 'POST / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Length: 4\r\n\r\na\r\nb');
});

test('a length that is given is sent as it is given', () => {
  const text = '```http request\nPOST / HTTP/1.1\nHost: 127.0.0.1:8080\nContent-Length: 1\n\nab\n```';
  const request = readGolden(page(HEAD, CASE, text)).cases[0]?.pairs[0]?.request.message;
  assert.match(request?.bytes.toString() ?? '', /Content-Length: 1\r\n\r\nab$/);
});

const WRONG: Readonly<Record<string, readonly [page: string, says: RegExp]>> = {
  'an unknown directive': [page(HEAD, CASE, 'Colour: red', REQUEST), /line 10: "Colour:" is no directive/],
  'an unknown directive in prose before the cases': [page(HEAD, 'Note: mind this', CASE, REQUEST), /"Note:"/],
  'a missing source': [page('# Title', CASE, REQUEST), /no Source:/],
  'a source that comes too late': [page('# Title', CASE, 'Source: ours', REQUEST), /no Source:/],
  'a source that names nothing': [page('# Title\n\nSource:', CASE, REQUEST), /Source: names nothing/],
  'a missing title': [page('Source: ours', CASE, REQUEST), /before the title/],
  'a second title': [page(HEAD, '# Again', CASE, REQUEST), /second title/],
  'a page without a case': [page(HEAD), /no case/],
  'a case without a request': [page(HEAD, CASE), /asks nothing/],
  'a case without a reason': [page(HEAD, '\n## One\n', REQUEST, RESPONSE), /why it is there/],
  'two cases of one name': [page(HEAD, CASE, REQUEST, CASE, REQUEST), /second case/],
  'a response without a request': [page(HEAD, CASE, RESPONSE), /without a request/],
  'two responses to one request': [page(HEAD, CASE, REQUEST, RESPONSE, RESPONSE), /without a request/],
  'a block that is never closed': [page(HEAD, CASE, '```http request\nGET / HTTP/1.1'), /never closed/],
  'an http block of no kind': [page(HEAD, CASE, '```http\nGET / HTTP/1.1\n```'), /a block of "http"/],
  'a setting after the first request': [
    page(HEAD, CASE, REQUEST, 'Setting: maintenance=on', REQUEST),
    /before the first/,
  ],
  'an unknown rule of the operator': [page(HEAD, CASE, 'Setting: mood=good', REQUEST), /no rule of the operator/],
  'a setting that a dialect has not': [
    page(HEAD, CASE, 'Setting: oauth.mood=1', REQUEST),
    /oauth has no setting "mood"/,
  ],
  'a setting of another type': [page(HEAD, CASE, 'Setting: oauth.prefix=1', REQUEST), /oauth.prefix is a string/],
  'a setting of an unknown dialect': [page(HEAD, CASE, 'Setting: klingon.a=1', REQUEST), /no dialect/],
  'a clock that does not say how far': [page(HEAD, CASE, 'Clock: 2h', REQUEST), /moves no clock/],
  'a clock that moves for nobody': [page(HEAD, CASE, REQUEST, 'Clock: +2h'), /ends in a directive/],
  'an unknown site': [page(HEAD, CASE, 'Site: c9', REQUEST), /no site/],
  'a header that the runner takes off': [
    page(HEAD, CASE, REQUEST, '```http response\nHTTP/1.1 200 OK\nContent-Length: 3\n```'),
    /never listed/,
  ],
  'an address and a socket': [page(HEAD, CASE, 'Only: socket', 'From: 10.0.0.1', REQUEST), /exclude each other/],
  'a line in a head that is no header': [page(HEAD, CASE, '```http request\nGET / HTTP/1.1\nHost\n```'), /no header/],
  'a first line that is no request line': [page(HEAD, CASE, '```http request\nGET /\n```'), /no request line/],
};

for (const [what, [text, says]] of Object.entries(WRONG)) {
  test(`${what} is an error`, () => assert.throws(() => readGolden(text), says));
}

test('whatever stands in a page, it is read or refused by line', () => {
  const line = fc.constantFrom(
    '# T',
    '## A',
    '## B',
    'Source: ours',
    'Clock: +1s',
    'Setting: x',
    'Why.',
    '',
    REQUEST,
    RESPONSE,
    '```',
    '⟨',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      try {
        assert.notEqual(readGolden(lines.join('\n')).cases.length, 0);
      } catch (error) {
        assert.match(error instanceof Error ? error.message : '', /^(line \d+: |no |the case )/);
      }
    }),
    { numRuns: 300 },
  );
});
