/** The platform under a made-up second system, so that nothing in it can belong to the first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import { enumeration, record } from '../../formats/shape.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { type AsmxAnswers, type AsmxContract, asmxOperation, faults, serveAsmx } from './index.ts';

const NS = 'urn:weather/';
const text = { type: 'string' } as const;
const sky = enumeration('Sky', NS, ['Clear', 'Cloudy']);
const station = record('Station', NS, { Code: text, Height: { type: 'int' } });

const contract = {
  name: 'Weather',
  namespace: NS,
  doc: 'The weather.',
  operations: {
    Report: asmxOperation(NS, 'Report', {
      doc: 'Reports the weather.',
      parameters: { place: text, days: { type: 'int' }, sky: { type: sky } },
      results: { ReportResult: text, days: { type: 'int', required: true }, sky: { type: sky, required: true } },
      inputHeader: station,
      outputHeader: station,
    }),
    Fail: asmxOperation(NS, 'Fail', {
      doc: 'Fails.',
      parameters: { how: text },
      results: {},
      inputHeader: undefined,
      outputHeader: undefined,
    }),
  },
} satisfies AsmxContract;

const answers: AsmxAnswers<typeof contract, HttpRequest> = {
  Report: async ({ parameters, header }) => ({
    kind: 'yes',
    header: header ?? undefined,
    response: { ReportResult: JSON.stringify(parameters.place), days: parameters.days, sky: parameters.sky },
  }),
  Fail: async ({ parameters }) => {
    switch (parameters.how) {
      case 'thrown':
        throw new Error('the barometer at 10.0.0.7 is broken');
      case 'busy':
        return faults.tooOften(7);
      default:
        return {
          kind: 'fault',
          code: 'Client',
          text: 'No <weather> & no rain',
          actor: 'http://a.example/?a=1&b=2',
          detail: [['code', '"<1>"']],
        };
    }
  },
};

function open(logged: unknown[] = []) {
  const quiet = () => {};
  const log = { level: 'error', error: (...line: unknown[]) => logged.push(line) };
  const loggerInstance = { ...log, fatal: quiet, warn: quiet, info: quiet, debug: quiet, trace: quiet, silent: quiet };
  // The platform logs nothing but errors, and this logger has no children of its own.
  const logger = { ...loggerInstance, child: () => logger } as unknown as FastifyBaseLogger;
  const app = Fastify({ loggerInstance: logger });
  serveAsmx(app, { url: 'https://weather.example', path: '/weather.asmx', contract, answers });
  return app;
}

const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';

function envelope(version: string, operation: string, inside: string, header = ''): string {
  return `<e:Envelope xmlns:e="${version}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><e:Header>${header}</e:Header><e:Body><${operation} xmlns="${NS}">${inside}</${operation}></e:Body></e:Envelope>`;
}

async function post(body: string | Buffer, type = 'text/xml; charset=utf-8', logged: unknown[] = []) {
  const answer = await open(logged).inject({
    method: 'POST',
    url: '/weather.asmx',
    headers: { 'content-type': type },
    payload: body,
  });
  return { ...answer, body: answer.body, status: answer.statusCode };
}

/** What stands between the tags of an answer's or a fault's body. */
function bodyOf(answer: string): string {
  return /<soap:Body>(.*)<\/soap:Body>/.exec(answer)?.[1] ?? '';
}

const report = (inside: string) => `<ReportResponse xmlns="${NS}">${inside}</ReportResponse>`;

test('missing and nil are null, empty is empty, and white space is kept', async () => {
  const says = async (place: string) => bodyOf((await post(envelope(SOAP_11, 'Report', place))).body);
  const nothing = '<days xsi:nil="true" /><sky xsi:nil="true" />';
  assert.equal(await says(''), report(`<ReportResult>null</ReportResult>${nothing}`));
  assert.equal(await says('<place i:nil="true">x</place>'), report(`<ReportResult>null</ReportResult>${nothing}`));
  assert.equal(await says('<place/>'), report(`<ReportResult>""</ReportResult>${nothing}`));
  assert.equal(await says('<place> a&amp;b </place>'), report(`<ReportResult>" a&amp;b "</ReportResult>${nothing}`));
});

test('numbers and words are read as their type, and told when they are not', async () => {
  const good = await post(envelope(SOAP_12, 'Report', '<sky>Cloudy</sky><days> 007 </days>'));
  assert.equal(bodyOf(good.body), report('<ReportResult>null</ReportResult><days>7</days><sky>Cloudy</sky>'));
  const days = await post(envelope(SOAP_11, 'Report', '\n<days>soon</days>'));
  assert.equal(days.status, 500);
  assert.match(
    days.body,
    /Server was unable to read request. ---&gt; There is an error in XML document \(2, 20\)\. ---&gt; Input string/,
  );
  const sky = await post(envelope(SOAP_11, 'Report', '<sky>Green</sky>'));
  assert.match(sky.body, /'Green' is not a valid value for Sky\./);
});

test('a header goes in and comes out, and the first of two counts', async () => {
  const header = `<Station xmlns="${NS}"><Height>3</Height><Code>EHAM</Code></Station><Station xmlns="${NS}"/>`;
  const answer = await post(envelope(SOAP_11, 'Report', '', header));
  assert.match(
    answer.body,
    /<soap:Header><Station xmlns="urn:weather\/"><Code>EHAM<\/Code><Height>3<\/Height><\/Station><\/soap:Header><soap:Body>/,
  );
  assert.equal((await post(envelope(SOAP_11, 'Report', ''))).body.includes('soap:Header'), false);
});

test('bytes are text in the charset that the request names', async () => {
  const body = Buffer.from(envelope(SOAP_11, 'Report', '<place>Zürich €</place>').replace('€', '\u0080'), 'latin1');
  assert.match((await post(body, 'text/xml; charset=windows-1252')).body, /"Zürich €"/);
  const wide = Buffer.from(`\ufeff${envelope(SOAP_11, 'Report', '<place>Zürich €</place>')}`, 'utf16le');
  assert.match((await post(wide, 'text/xml; charset=utf-16')).body, /"Zürich €"/);
  assert.equal((await post(body, 'text/xml; charset=utf-8')).status, 500);
});

test('a fault of the operation keeps its words, in either version', async () => {
  const eleven = await post(envelope(SOAP_11, 'Fail', ''));
  assert.equal(eleven.status, 500);
  assert.equal(
    bodyOf(eleven.body),
    '<soap:Fault><faultcode>soap:Client</faultcode><faultstring>No &lt;weather&gt; &amp; no rain</faultstring>' +
      '<faultactor>http://a.example/?a=1&amp;b=2</faultactor><detail><code>"&lt;1&gt;"</code></detail></soap:Fault>',
  );
  const twelve = await post(envelope(SOAP_12, 'Fail', ''), 'application/soap+xml');
  assert.equal(
    bodyOf(twelve.body),
    '<soap:Fault><soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code>' +
      '<soap:Reason><soap:Text xml:lang="en">No &lt;weather&gt; &amp; no rain</soap:Text></soap:Reason>' +
      '<soap:Node>http://a.example/?a=1&amp;b=2</soap:Node><soap:Detail><code>"&lt;1&gt;"</code></soap:Detail></soap:Fault>',
  );
});

test('whoever asks too often is told when to come back', async () => {
  const answer = await post(envelope(SOAP_11, 'Fail', '<how>busy</how>'));
  assert.equal(answer.status, 429);
  assert.equal(answer.headers['retry-after'], '7');
  assert.match(answer.body, /<faultstring>Too Many Requests<\/faultstring>/);
});

test('what breaks on our side is logged and not told', async () => {
  const logged: unknown[] = [];
  const answer = await post(envelope(SOAP_12, 'Fail', '<how>thrown</how>'), 'application/soap+xml', logged);
  assert.equal(answer.status, 500);
  assert.equal(
    bodyOf(answer.body),
    '<soap:Fault><soap:Code><soap:Value>soap:Receiver</soap:Value></soap:Code>' +
      '<soap:Reason><soap:Text xml:lang="en">Server was unable to process request.</soap:Text></soap:Reason><soap:Detail /></soap:Fault>',
  );
  assert.equal(logged.length, 1);
  assert.equal(answer.body.includes('barometer'), false);
});

test('a header that the operation does not have is told only when it has answered', async () => {
  const header = '<Other xmlns="urn:x" e:mustUnderstand="1"/>';
  assert.match((await post(envelope(SOAP_11, 'Report', '', header))).body, /SOAP header Other was not understood\./);
  assert.match((await post(envelope(SOAP_11, 'Fail', '', header))).body, /no rain/);
});

test('a form service beside it keeps its own parser', async () => {
  const app = open();
  app.post('/plain', (request) => ({ got: request.body }));
  const answer = await app.inject({ method: 'POST', url: '/plain', payload: { a: 1 } });
  assert.deepEqual(answer.json(), { got: { a: 1 } });
});
