/** Whatever comes, an answer in the wire's own shape and no fault; a session that is there stays, unless the answer is a yes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { readCsv } from '../../formats/csv-read.ts';
import { readJsvTree } from '../../formats/jsv-tree.ts';
import { readSoapEnvelope } from '../../formats/soap-envelope.ts';
import { readXml } from '../../formats/xml-read.ts';

const XML =
  '<ConvertSessionToToken xmlns="http://schemas.servicestack.net/types"><PreserveSession>true</PreserveSession></ConvertSessionToToken>';
const JSON_BODY = '{"PreserveSession":true,"Meta":{"a":"b"},"x":[1,{"y":null}]}';

const JSV_BODY = '{PreserveSession:True,Meta:{a:b,"c,d":"e ""f"""},x:[1,{y:,z:[[]]}]}';
const CSV_BODY = 'PreserveSession,Meta,x\r\ntrue,"{a:b,""c"":d}","1\n2"\r\n';
const SOAP_BODY = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body>${XML}</s:Body></s:Envelope>`;

/** Pieces that parsers trip over. */
const PIECES = [
  '<!DOCTYPE x [<!ENTITY e "e">]>',
  '&e;',
  '&#0;',
  ']]>',
  '<![CDATA[',
  '<!--',
  '<?x?>',
  ' xmlns=""',
  '</',
];
const MORE = ['{', '[', '"', '\\u', '\\', ',', ':', '1e999', '__proto__', '\u0000', '\ufeff', '\ud83d'];

let demo: Demo;
let session: string;

before(async () => {
  demo = await openDemo();
  const answer = await demo.inject('c1', {
    method: 'POST',
    url: '/api/auth/credentials?format=json',
    headers: { 'content-type': 'application/json' },
    body: '{"UserName":"ada","Password":"ada-demo-pass"}',
  });
  session = answer.json().SessionId;
});
after(() => demo.close());

type Sent = Parameters<Demo['inject']>[1];

async function send(request: Sent): Promise<void> {
  const answer = await demo.inject('c1', request);
  const said = JSON.stringify({ ...request, body: request.body?.toString('utf8'), answer: answer.body });
  // SOAP says 500 to every fault, whoever's it is.
  const isSoap = request.url.startsWith('/api/soap') && answer.body.includes('Fault>');
  assert.ok(answer.statusCode < 500 || (isSoap && !/s:(Server|Receiver)</.test(answer.body)), said);
  const type = answer.headers['content-type'];
  if (type === 'text/xml; charset=utf-8' || type === 'application/soap+xml; charset=utf-8') {
    const reading = readXml(answer.body);
    assert.ok(reading.ok && readSoapEnvelope(reading.root).ok, said);
    return;
  }
  if (type === 'application/jsv') {
    assert.ok(readJsvTree(answer.body).ok, said);
    return;
  }
  if (type === 'text/csv') {
    assert.ok(readCsv(answer.body).ok, said);
    return;
  }
  if (answer.body === '' || request.method === 'HEAD') return;
  if (type === 'application/xml') assert.ok(readXml(answer.body).ok, said);
  else if (type === 'text/plain') assert.equal(answer.body, '404', said);
  else if (type === 'text/html; charset=utf-8') assertPage(answer.body, said);
  else assert.equal(typeof JSON.parse(answer.body), 'object', said);
}

/** Whatever was sent, nothing of it became a tag of the page. */
function assertPage(page: string, said: string): void {
  assert.match(page, /^<!DOCTYPE html>\n/, said);
  const tags = [...page.matchAll(/<\/?([a-z0-9!]*)/gi)].map(([, name = '']) => name.toLowerCase());
  assert.deepEqual(
    tags.filter((name) => !PAGE_TAGS.has(name)),
    [],
    said,
  );
}

const PAGE_TAGS = new Set(
  '!doctype html head meta title link body main h1 h2 a div p b table tbody tr th td ul li'.split(' '),
);

async function isStillThere(): Promise<void> {
  const answer = await demo.inject('c1', { method: 'GET', url: '/api/auth.json', headers: { 'x-ss-id': session } });
  assert.equal(answer.statusCode, 200);
}

/** The audit trail has a line for every change, so nothing was stored when it has none more. */
async function countEntries(): Promise<number> {
  return (await demo.store.listAuditEntries(0n, 10_000)).length;
}

const edit = fc.record({
  // In thousandths of the whole: a double is drawn by its bits, and would nearly always be next to nothing.
  at: fc.nat(999),
  cut: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(40) }),
  insert: fc.oneof(
    fc.constantFrom(...PIECES, ...MORE).map((piece) => Buffer.from(piece)),
    fc.uint8Array({ maxLength: 4 }),
  ),
});

type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function applied(bytes: Buffer, { at, cut, insert }: Edit): Buffer {
  const from = Math.floor((at / 1000) * bytes.length);
  return Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + cut)]);
}

/** What a header can hold at all. */
const headerText = fc.stringMatching(/^[ -~]{0,40}$/);

const contentType = fc.constantFrom(
  'application/json',
  'application/xml',
  'text/xml; charset=utf-16',
  'application/x-www-form-urlencoded',
  'text/plain',
  'application/jsv',
  'text/csv',
  'text/xml; charset=utf-8; action="x/ConvertSessionToToken"',
);

test('bodies', async () => {
  const body = fc
    .tuple(fc.constantFrom(XML, JSON_BODY, JSV_BODY, CSV_BODY, SOAP_BODY), fc.array(edit, { maxLength: 4 }))
    .map(([seed, edits]) => edits.reduce(applied, Buffer.from(seed)));
  const url = fc.constantFrom(
    '/api/session-to-token?PreserveSession=true',
    '/api/json/reply/ConvertSessionToToken',
    '/api/xml/reply/ConvertSessionToToken',
    '/api/jsv/reply/ConvertSessionToToken',
    '/api/csv/reply/ConvertSessionToToken',
    '/api/json/reply/ConvertSessionToToken[]',
    '/api/jsv/oneway/ConvertSessionToToken[]',
    '/api/xml/reply/ConvertSessionToToken[]',
    '/api/json/reply/GetJWTAccessToken',
    '/api/access-token',
    '/api/soap11',
    '/api/soap12',
    '/api/auth',
  );
  const entries = await countEntries();
  await fc.assert(
    fc.asyncProperty(url, body, contentType, (where, bytes, type) =>
      // Without credentials, so that no edit can spend the session by saying false.
      send({ method: 'POST', url: where, headers: { 'content-type': type }, body: bytes }),
    ),
    { numRuns: 1000 },
  );
  assert.equal(await countEntries(), entries);
  await isStillThere();
});

test('Accept and query', async () => {
  const accept = fc.oneof(
    headerText,
    fc
      .array(fc.constantFrom('*/*', 'application/xml', 'text/html', ';', ',', 'q=0', '/'))
      .map((parts) => parts.join(',')),
  );
  const query = fc.oneof(fc.webQueryParameters(), fc.stringMatching(/^[%&=+a-zA-Z0-9]{0,20}$/));
  await fc.assert(
    fc.asyncProperty(
      accept,
      query,
      fc.constantFrom('format', 'PreserveSession', 'callback', 'Meta'),
      (header, text, name) =>
        send({
          method: 'GET',
          url: `/api/session-to-token?${name}=${text}`,
          headers: { accept: header },
        }),
    ),
    { numRuns: 200 },
  );
});

test('cookies and credentials', async () => {
  const cookie = fc.oneof(
    headerText,
    fc
      .array(fc.tuple(fc.constantFrom('ss-id', 'ss-pid', 'ss-opt', 'ss-tok', '', 'a b'), headerText))
      .map((pairs) => pairs.map((pair) => pair.join('=')).join('; ')),
  );
  const authorization = fc.oneof(
    headerText,
    headerText.map((text) => `Bearer ${text}`),
    headerText.map((text) => `Basic ${text}`),
    fc.string().map((text) => `Basic ${Buffer.from(text).toString('base64')}`),
    fc
      .array(fc.base64String({ maxLength: 20 }), { minLength: 3, maxLength: 3 })
      .map((parts) => `Bearer ${parts.join('.')}`),
  );
  await fc.assert(
    fc.asyncProperty(cookie, authorization, fc.constantFrom('/api/session-to-token', '/api/auth'), (jar, proof, url) =>
      send({ method: 'GET', url, headers: { cookie: jar, authorization: proof, accept: 'application/json' } }),
    ),
    { numRuns: 200 },
  );
  await isStillThere();
});

test('paths and verbs', async () => {
  const segment = fc.oneof(
    fc.constantFrom(
      'auth',
      'json',
      'reply',
      'session-to-token',
      'logout',
      'Authenticate',
      'auth.xml',
      '',
      '%00',
      '%20',
    ),
    fc.webSegment().filter((text) => !/^(\.|%2e)+$/i.test(text)),
  );
  const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/api/${segments.join('/')}`);
  const method = fc.constantFrom('GET' as const, 'POST' as const, 'PUT' as const, 'DELETE' as const, 'HEAD' as const);
  await fc.assert(
    fc.asyncProperty(path, method, headerText, (url, verb, override) =>
      send({ method: verb, url, headers: { accept: 'application/xml', 'x-http-method-override': override } }),
    ),
    { numRuns: 200 },
  );
  await isStillThere();
});
