/** Mutated requests against the whole POST endpoint: whatever comes, an answer of the wire's own shape, and nothing stored but by a 200. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openDemo } from '../../../test/support/demo.ts';
import { readXml } from '../../formats/xml-read.ts';

const NS = 'http://www.twinfield.com/';
const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';

const logonOf = (version: string) =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${version}"><soap:Header><Header xmlns="${NS}"><SessionID>x</SessionID></Header></soap:Header><soap:Body><OAuthLogon xmlns="${NS}"><clientToken>demo-consumer</clientToken><clientSecret>demo-consumer-secret</clientSecret><accessToken>demo-access-ada</accessToken><accessSecret>demo-secret-ada</accessSecret></OAuthLogon></soap:Body></soap:Envelope>`;

const SEEDS = [SOAP_11, SOAP_12].map((version) => Buffer.from(logonOf(version)));

/** Pieces that parsers trip over. */
const PIECES = [
  '<!DOCTYPE x [<!ENTITY e "e">]>',
  '&e;',
  '&#0;',
  '&#xD800;',
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?x?>',
  '</soap:Body>',
  '<soap:Body>',
  '<soap:Header/>',
  '<a soap:mustUnderstand="1"/>',
  ' xmlns=""',
  ' xmlns:soap="urn:x"',
  '<OAuthLogon>',
  '"',
  '>',
  '\u0000',
  '\ufeff',
  '\ud83d',
  '__proto__',
].map((piece) => Buffer.from(piece));

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(60) }),
  insert: fc.oneof(fc.constantFrom(...PIECES), fc.uint8Array({ maxLength: 4 }), fc.constant(Buffer.alloc(0))),
});

const body = fc
  .tuple(fc.constantFrom(...SEEDS), fc.array(edit, { maxLength: 4 }))
  .map(([seed, edits]) => edits.reduce(applied, seed));

function applied(bytes: Buffer, { at, cut, insert }: { at: number; cut: number; insert: Uint8Array }): Buffer {
  const from = Math.floor(at * bytes.length);
  return Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + cut)]);
}

const visible = fc.stringMatching(/^[ -~]{0,30}$/);
const soapAction = fc.oneof(
  fc.constantFrom(undefined, `"${NS}OAuthLogon"`, `${NS}Logon`, '""', '', '"', '%', '%zz+'),
  visible,
);
const contentType = fc.oneof(
  fc.constantFrom(
    undefined,
    'text/xml',
    'text/xml; charset=utf-8',
    'text/xml; charset=utf-16',
    'application/soap+xml',
    `application/soap+xml; action="${NS}OAuthLogon"`,
    'application/soap+xml; action=%ff',
    'application/json',
    'multipart/form-data',
    '/',
  ),
  visible,
);

test('a mutated request gets an answer of its shape and stores nothing unless it succeeds', async (t) => {
  const demo = await openDemo();
  t.after(demo.close);
  let lastId = (await demo.store.listAuditEntries(0n, 1000)).at(-1)?.id ?? 0n;
  const seen = new Set<number>();

  await fc.assert(
    fc.asyncProperty(body, soapAction, contentType, async (bytes, action, type) => {
      const answer = await demo.inject('login', {
        method: 'POST',
        url: '/webservices/session.asmx',
        headers: {
          ...(action === undefined ? {} : { soapaction: action }),
          ...(type === undefined ? {} : { 'content-type': type }),
        },
        body: bytes,
      });
      seen.add(answer.statusCode);
      const entries = await demo.store.listAuditEntries(lastId, 10);
      lastId = entries.at(-1)?.id ?? lastId;
      checkShape(answer.statusCode, String(answer.headers['content-type']), answer.body);
      const mayStore = answer.statusCode === 200 || answer.body.includes('was not understood');
      if (!mayStore) assert.deepEqual(entries, []);
    }),
    { numRuns: 1500 },
  );
  // A fuzzer that never gets through tests nothing but the door.
  assert.deepEqual([...seen].sort(), [200, 400, 415, 500]);
});

function checkShape(status: number, type: string, text: string): void {
  assert.match(type, /^(text\/xml|application\/soap\+xml); charset=utf-8$/);
  if (status === 400 || status === 415) {
    assert.equal(text, '');
    return;
  }
  assert.ok(status === 200 || status === 500, `status ${status}`);
  const version = type.startsWith('text/xml') ? SOAP_11 : SOAP_12;
  assert.ok(text.startsWith(`<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${version}" `), text);
  const reading = readXml(text);
  assert.ok(reading.ok, text);
  const last = reading.root.children.at(-1)?.children[0];
  if (status === 500) assert.equal(last?.name, 'Fault');
  else assert.match(last?.name ?? '', /^(OAuth)?LogonResponse$/);
}
