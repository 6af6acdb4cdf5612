/**
 * HTTP as clients in the field speak it, byte by byte on real sockets: whatever the standard allows gets each dialect's usual answer, whatever would let
 * two readers see two different requests is refused, and nothing keeps a connection for ever or takes the server from others.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CALLS, headOf, type Otherwise, type RawCall, textOf } from './raw-http/calls.ts';
import { type Dialogue, openDialogue } from './raw-http/dialogue.ts';
import { type Demo, openDemo, type SiteName } from './support/demo.ts';

let demo: Demo;
let ports: Readonly<Record<SiteName, number>>;
before(async () => {
  demo = await openDemo();
  ports = await demo.listen();
});
after(() => demo.close());

async function talk<T>({ site }: RawCall, say: (dialogue: Dialogue) => Promise<T>): Promise<T> {
  // Else people would soon be asked to wait.
  demo.clock.move(60_000);
  const dialogue = openDialogue(ports[site]);
  try {
    return await say(dialogue);
  } finally {
    dialogue.hangUp();
  }
}

const ask = (call: RawCall, other: Otherwise = {}) =>
  talk(call, (dialogue) => {
    dialogue.write(textOf(call, other));
    return dialogue.answers(1);
  });

const statusOf = (answer: string) => /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1];

/** What is sent otherwise and means the same. */
const SAME: Readonly<Record<string, (call: RawCall) => Otherwise>> = {
  'as usual': () => ({}),
  'an absolute target': ({ target }) => ({ target: `http://elsewhere.example:81${target}` }),
  'another host and port': () => ({ host: 'Host: elsewhere.example:81' }),
  'HTTP/1.0 without a host': () => ({ version: '1.0', host: '' }),
  'a body in chunks': () => ({ isChunked: true }),
  'the path in capitals': ({ target }) => ({ target: target.toUpperCase() }),
  'the path in escapes': ({ target }) => ({
    target: target.replace(/[a-z]/gi, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  }),
  'a long query': ({ target }) => ({ target: `${target}?a=${'x'.repeat(12_000)}` }),
  'many headers': () => ({ more: Array.from({ length: 100 }, (_, at) => `X-${at}: a`) }),
  'the type in capitals': ({ type }) => ({ type: type.toUpperCase() }),
  'the charset in quotes': ({ type }) => ({ type: `${type.split(';')[0]} ; charset="UTF-8"` }),
  'a byte order mark': ({ body }) => ({ body: `\xef\xbb\xbf${body}` }),
  'an offer to upgrade': () => ({
    more: ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAM'],
  }),
  'a cookie of somebody else': () => ({ more: ['Cookie: a=b; =; ;;c', 'Cookie: d="é"'] }),
};

/** What can be read in two ways, or in none. */
const REFUSED: Readonly<Record<string, (call: RawCall) => string>> = {
  'a length and chunks': (call) => textOf(call, { more: ['Transfer-Encoding: chunked'] }),
  'two lengths': (call) => textOf(call, { more: ['Content-Length: 5'] }),
  'a list of lengths': (call) => textOf(call, { length: '5, 5' }),
  'a length with a sign': (call) => textOf(call, { length: `+${call.body.length}` }),
  'an encoding that ends in no chunks': (call) =>
    headOf(call).replace('Content-Length', 'Transfer-Encoding: xchunked\r\nX'),
  'a folded header': (call) => textOf(call, { more: ['X-A: a\r\n b'] }),
  'a space before a colon': (call) => textOf(call, { more: ['X-A : a'] }),
  'a carriage return in a value': (call) => textOf(call, { more: ['X-A: a\rX-B: b'] }),
  'a zero byte in a value': (call) => textOf(call, { more: ['X-A: a\0b'] }),
  'line feeds alone': (call) => textOf(call).replaceAll('\r\n', '\n'),
  'no host': (call) => textOf(call, { host: '' }),
  'a chunk without a size': (call) => `${headOf(call, { isChunked: true })}zz\r\na\r\n0\r\n\r\n`,
};

for (const [dialect, call] of Object.entries(CALLS)) {
  describe(dialect, () => {
    for (const [what, otherwise] of Object.entries(SAME)) {
      test(`${what} is answered as usual`, async () => {
        const answer = await ask(call, otherwise(call));
        assert.equal(statusOf(answer), '200', answer);
        assert.match(answer, call.says);
      });
    }

    test('header names count in any letter case', async () => {
      const odd = textOf(call).replace(/^[\w-]+(?=: )/gm, (name) => name.toUpperCase());
      const answer = await talk(call, (dialogue) => {
        dialogue.write(odd);
        return dialogue.answers(1);
      });
      assert.match(answer, call.says);
    });

    test('whoever asks whether the body is wanted is told so before it is sent', async () => {
      await talk(call, async (dialogue) => {
        dialogue.write(headOf(call, { more: ['Expect: 100-continue'] }));
        assert.equal(await dialogue.answers(1), 'HTTP/1.1 100 Continue\r\n\r\n');
        dialogue.write(call.body);
        assert.match(await dialogue.answers(1), call.says);
      });
      assert.equal(statusOf(await ask(call, { more: ['Expect: the-unexpected'] })), '417');
    });

    test('requests sent ahead are answered one after the other, on one connection', async () => {
      const answers = await talk(call, (dialogue) => {
        dialogue.write(textOf(call).repeat(3));
        return dialogue.answers(3);
      });
      assert.deepEqual(answers.match(/HTTP\/1\.1 \d+/g), Array(3).fill('HTTP/1.1 200'));
    });

    test('a connection is kept or closed as the client wants it', async () => {
      const closing: readonly Otherwise[] = [{ more: ['Connection: close'] }, { version: '1.0' }];
      for (const other of closing) {
        const answer = await talk(call, (dialogue) => {
          dialogue.write(textOf(call, other));
          return dialogue.closed();
        });
        assert.match(answer, /^Connection: close\r$/m);
        assert.match(answer, call.says);
      }
      await talk(call, async (dialogue) => {
        for (const version of ['1.0', '1.1'] as const) {
          dialogue.write(textOf(call, { version, more: ['Connection: keep-alive'] }));
          assert.match(await dialogue.answers(1), /^Connection: keep-alive\r$/m);
        }
      });
    });

    test('a request may come byte by byte', async () => {
      const answer = await talk(call, async (dialogue) => {
        for (const byte of textOf(call)) {
          dialogue.write(byte);
          await new Promise((resolve) => setImmediate(resolve));
        }
        return dialogue.answers(1);
      });
      assert.match(answer, call.says);
    });

    for (const [what, write] of Object.entries(REFUSED)) {
      test(`${what}: refused, and the connection ends`, async () => {
        const answer = await talk(call, (dialogue) => {
          dialogue.write(`${write(call)}GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`);
          return dialogue.closed();
        });
        assert.equal(statusOf(answer), '400', answer);
        assert.equal(answer.match(/HTTP\/1\.1 \d/g)?.length, 1, answer);
      });
    }

    test('a head without end is refused', async () => {
      for (const other of [
        { target: `${call.target}?${'x'.repeat(80_000)}` },
        { more: [`X-A: ${'x'.repeat(80_000)}`] },
      ]) {
        const answer = await talk(call, (dialogue) => {
          dialogue.write(textOf(call, other));
          return dialogue.closed();
        });
        assert.equal(statusOf(answer), '431', answer);
      }
    });

    test('line breaks in what a client sends are never line breaks in a head', async () => {
      const inserted = '%0d%0aX-Injected:%20a&callback=a%0d%0aX-Injected:b&redirect=%0d%0aX-Injected:c';
      for (const target of [`${call.target}?a=${inserted}`, `${call.target}/%0d%0aX-Injected:d?continue=${inserted}`]) {
        for (const method of [call.method, 'GET', 'OPTIONS']) {
          const answer = await ask(call, {
            method,
            target,
            more: ['Accept: text/html', 'Origin: a%0d%0aX-Injected:e'],
          });
          assert.doesNotMatch(answer.split('\r\n\r\n')[0] ?? '', /^X-Injected/im);
          assert.match(answer, /^HTTP\/1\.1 [1-5]\d\d /);
        }
      }
    });

    test('a client that hangs up in the middle takes nothing from the next one', async () => {
      for (const text of [headOf(call), textOf(call).slice(0, -1), headOf(call).slice(0, -3)]) {
        await talk(call, async (dialogue) => {
          dialogue.write(text);
          await new Promise((resolve) => setImmediate(resolve));
        });
      }
      assert.match(await ask(call), call.says);
    });
  });
}

test('what nobody serves is not found, whatever its body', async () => {
  for (const [type, body] of [
    ['application/json', '{bad'],
    ['application/json', ''],
    ['text/xml', '<a>'],
    ['nonsense', 'x'],
  ]) {
    const call = { ...CALLS.yindo, target: '/nowhere', type, body } as RawCall;
    const answer = await ask(call);
    assert.equal(statusOf(answer), type === 'nonsense' ? '415' : '404', answer);
  }
});

test('the time for a whole request is not the longer one for its head', () => {
  for (const { server } of demo.apps.values()) {
    assert.equal(server.requestTimeout, 30_000);
    // Of two such limits Node takes the longer one for the whole request, whichever it was set for.
    assert.ok(server.headersTimeout <= server.requestTimeout);
  }
});
