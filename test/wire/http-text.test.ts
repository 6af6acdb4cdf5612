import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readResponse, strip, writeResponse } from './http-text.ts';

const answer = { statusLine: 'HTTP/1.1 200 OK', body: Buffer.from('ok'), isHead: false };

test('what belongs to one transfer is taken off', () => {
  const headers = [
    ['content-type', 'text/plain'],
    ['Date', 'today'],
    ['Content-Length', '2'],
    ['connection', 'close'],
  ] as const;
  assert.deepEqual(strip({ ...answer, headers }).headers, [['content-type', 'text/plain']]);
});

test('a Content-Length that is not the length of the body is an error, but for HEAD', () => {
  const headers = [['content-length', '3']] as const;
  assert.throws(() => strip({ ...answer, headers }), /Content-Length says 3 and the body has 2/);
  assert.deepEqual(strip({ ...answer, headers, isHead: true }).headers, []);
});

test('headers are written in one order, those of one name as they came', () => {
  const headers = [
    ['vary', 'Accept'],
    ['set-cookie', 'b=1'],
    ['set-cookie', 'a=1'],
    ['content-type', 'text/plain'],
    ['www-authenticate', 'Basic'],
  ] as const;
  assert.equal(
    writeResponse({ ...answer, headers }),
    [
      'HTTP/1.1 200 OK',
      'Content-Type: text/plain',
      'WWW-Authenticate: Basic',
      'Set-Cookie: b=1',
      'Set-Cookie: a=1',
      'Vary: Accept',
      '',
      'ok',
    ].join('\n'),
  );
});

test('any response that is written reads back as it was', () => {
  const value = fc.string({ unit: 'binary-ascii' }).map((text) => text.replace(/[\r\n]/g, '').trim());
  const headers = fc.array(fc.tuple(fc.constantFrom('ETag', 'Vary', 'Location'), value), { maxLength: 3 });
  fc.assert(
    fc.property(headers, fc.uint8Array({ maxLength: 30 }), (pairs, bytes) => {
      const response = { statusLine: 'HTTP/1.1 200 OK', headers: pairs, body: Buffer.from(bytes) };
      const back = readResponse(writeResponse(response));
      assert.deepEqual(back.body, response.body);
      assert.deepEqual(back.headers.toSorted(), pairs.toSorted());
    }),
    { numRuns: 200 },
  );
});
