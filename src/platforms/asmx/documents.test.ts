/** Who gets which document, in which coding, and what a page may never hold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import Fastify from 'fastify';
import { type AsmxContract, asmxOperation, serveAsmx } from './index.ts';

const NS = 'urn:a&b/"';
const text = { type: 'string' } as const;

/** Names and sentences that would break a page or a document if they were put there as they are. */
const contract = {
  name: 'Odd',
  namespace: NS,
  doc: '<script>alert(1)</script>',
  operations: {
    Echo: asmxOperation(NS, 'Echo', {
      doc: `"it's" <b>`,
      parameters: { said: text },
      results: { EchoResult: text },
      inputHeader: undefined,
      outputHeader: undefined,
    }),
  },
} satisfies AsmxContract;

function open(url = 'https://odd.example') {
  const app = Fastify();
  serveAsmx(app, {
    url,
    path: '/odd.asmx',
    contract,
    answers: { Echo: async ({ parameters }) => ({ kind: 'yes', response: { EchoResult: parameters.said } }) },
  });
  return app;
}

const get = (query: string, headers: Record<string, string> = {}, url?: string) =>
  open(url).inject({ method: 'GET', url: `/odd.asmx${query}`, headers: { host: 'odd.example', ...headers } });

const echo = (said: string, acceptEncoding: string) =>
  open().inject({
    method: 'POST',
    url: '/odd.asmx',
    headers: { 'content-type': 'text/xml', 'accept-encoding': acceptEncoding },
    payload: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><Echo xmlns="urn:a&amp;b/&quot;"><said>${said}</said></Echo></e:Body></e:Envelope>`,
  });

test('a long answer is compressed for whoever wants it, and says that it depends', async () => {
  const plain = await get('?wsdl');
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(plain.headers.vary, 'Accept-Encoding');
  const small = await get('?wsdl', { 'accept-encoding': 'deflate, gzip;q=0.8' });
  assert.equal(small.headers['content-encoding'], 'gzip');
  assert.equal(small.headers.vary, 'Accept-Encoding');
  assert.equal(small.headers['content-length'], String(small.rawPayload.length));
  assert.ok(small.rawPayload.length * 2 < plain.rawPayload.length);
  assert.equal(gunzipSync(small.rawPayload).toString(), plain.body);
  const unwanted = await get('?wsdl', { 'accept-encoding': 'gzip;q=0' });
  assert.equal(unwanted.body, plain.body);
});

test('answers and faults are compressed where it pays', async () => {
  const short = await echo('a', 'gzip');
  assert.equal(short.headers['content-encoding'], undefined);
  assert.equal(short.headers.vary, undefined);
  const long = await echo('é'.repeat(2000), 'gzip');
  assert.equal(long.headers['content-encoding'], 'gzip');
  assert.match(gunzipSync(long.rawPayload).toString(), /<EchoResult>é{2000}<\/EchoResult>/);
});

test('HEAD tells what GET would, without the body', async () => {
  for (const query of ['', '?wsdl', '?disco', '?op=Echo', '?op=Other']) {
    const app = open();
    const [got, told] = await Promise.all(
      (['GET', 'HEAD'] as const).map((method) => app.inject({ method, url: `/odd.asmx${query}` })),
    );
    assert.equal(told?.statusCode, got?.statusCode);
    assert.equal(told?.headers['content-type'], got?.headers['content-type']);
    assert.equal(told?.headers['content-length'], got?.headers['content-length']);
    assert.equal(told?.body, '');
  }
});

test('the query decides, in any case, and what is not known leads to the list', async () => {
  const kind = async (query: string) => {
    const { body, statusCode } = await get(query);
    if (body.includes('<wsdl:definitions')) return 'wsdl';
    if (body.includes('<discovery')) return 'disco';
    if (body.includes('<s:schema')) return 'schema';
    if (body.includes('Sample SOAP')) return 'operation';
    return body.includes('<dl>') ? 'list' : String(statusCode);
  };
  for (const query of ['?wsdl', '?WSDL', '?WsDl', '?wsdl=', '?x=1&wsdl', '?wsdl&x'])
    assert.equal(await kind(query), 'wsdl');
  for (const query of ['?disco', '?DISCO']) assert.equal(await kind(query), 'disco');
  for (const query of ['?schema=schema1', '?Schema=schema1']) assert.equal(await kind(query), 'schema');
  for (const query of ['?op=Echo', '?OP=Echo', '?op=%45cho', '?op=Echo&op=Other']) {
    assert.equal(await kind(query), 'operation');
  }
  for (const query of ['', '?', '?singleWsdl', '?x', '?%zz']) assert.equal(await kind(query), 'list');
  for (const query of ['?op=echo', '?op=', '?op=constructor', '?op=__proto__']) assert.equal(await kind(query), '404');
  for (const query of ['?schema=schema2', '?schema=schema0', '?schema=', '?schema=__proto__', '?wsdl=0']) {
    assert.equal(await kind(query), '500');
  }
});

test('the address has the host of the request and the scheme of the site', async () => {
  const address = async (host: string, url?: string) =>
    /<soap:address location="([^"]*)"/.exec((await get('?wsdl', { host }, url)).body)?.[1];
  assert.equal(await address('login.example'), 'https://login.example/odd.asmx');
  assert.equal(await address('LOGIN.example:8443'), 'https://LOGIN.example:8443/odd.asmx');
  assert.equal(await address('[::1]:8080', 'http://127.0.0.1:8080'), 'http://[::1]:8080/odd.asmx');
  for (const host of [
    'a b',
    'a/b',
    'a@b',
    'a?b',
    'a#b',
    'a"b',
    "a'b",
    'a<b',
    'a:port',
    'a:1:2',
    '[::1',
    `${'a'.repeat(300)}`,
  ]) {
    assert.equal(await address(host), 'https://odd.example/odd.asmx', host);
  }
});

test('whatever host and name are asked for, they stay text, and no page has a script', async () => {
  const app = open();
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.stringMatching(/^[ -~]{0,40}$/), async (name, host) => {
      const { body, headers } = await app.inject({
        method: 'GET',
        url: `/odd.asmx?op=${encodeURIComponent(name.toWellFormed())}`,
        headers: { host },
      });
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      const withoutOurs = body.replace(
        /<\/?(?:html|head|meta|title|link|style|body|header|h[123]|br|main|p|a|section|pre|var|form|fieldset|legend|label|input|button|dl|dt|dd)[ >]/g,
        '',
      );
      assert.doesNotMatch(withoutOurs.replace('<!DOCTYPE html>', ''), /</);
    }),
    { numRuns: 300 },
  );
  for (const query of ['', '?op=Echo']) {
    const { body, headers } = await get(query);
    assert.doesNotMatch(body, /<script|<b>|javascript:|\son[a-z]+=|\sstyle=/i);
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; style-src 'sha256-[^']+'; /);
  }
});

test('only whoever is at the machine gets the form', async () => {
  const hasForm = async (from: string, headers: Record<string, string>) => {
    const { body } = await open().inject({ method: 'GET', url: '/odd.asmx?op=Echo', remoteAddress: from, headers });
    return body.includes('<form ');
  };
  for (const host of ['localhost', 'LOCALHOST:8080', '127.0.0.1:8080', '127.1.2.3', '[::1]:8080']) {
    for (const from of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
      assert.equal(await hasForm(from, { host }), true);
    for (const from of ['10.0.0.1', '::2', '::ffff:10.0.0.1', '1.127.0.0'])
      assert.equal(await hasForm(from, { host }), false);
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host']) {
      assert.equal(await hasForm('127.0.0.1', { host, [name]: '127.0.0.1' }), false, name);
    }
  }
  for (const host of ['odd.example', 'localhost.odd.example', '127.0.0.1.odd.example', 'odd-localhost']) {
    assert.equal(await hasForm('127.0.0.1', { host }), false, host);
  }
});
