import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { record } from '../../formats/shape.ts';
import { actionOf, faultActionOf, operation, replyActionOf, serveWcf, type WcfContract } from './index.ts';

const greet = operation(
  'Greet',
  'Says hello.',
  record('GreetRq', 'urn:rq', { Name: { type: 'string' }, Times: { type: 'int' } }),
  record('GreetRs', 'urn:rs', { Greeting: { type: 'string' } }),
);
const operations = { Greet: greet };
const contract = {
  name: 'Greetings',
  namespace: 'urn:greetings',
  doc: 'Greetings.',
  portType: 'IGreetings',
  parameter: 'request',
  faultDetail: record('GreetFault', 'urn:fault', { Why: { type: 'string' } }),
  operations,
} satisfies WcfContract<typeof operations>;

const action = 'urn:greetings/IGreetings/Greet';

function open() {
  const app = Fastify();
  serveWcf(app, {
    path: '/greetings.svc',
    siteUrl: 'http://greetings.example',
    contract,
    operations: {
      Greet: async (request) => {
        const name = request?.Name ?? 'nobody';
        if (name === 'the devil') return { kind: 'fault', reason: 'No <greeting>.', detail: { Why: 'a & b' } };
        if (name === 'a fault') throw new Error('the cause, with a secret in it');
        return { kind: 'reply', value: { Greeting: `Hello ${name}`.repeat(request?.Times ?? 1) } };
      },
    },
  });
  return app;
}

async function ask(inner: string) {
  const answer = await open().inject({
    method: 'POST',
    url: '/greetings.svc',
    headers: { 'content-type': 'text/xml', soapaction: action },
    payload:
      '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><Greet xmlns="urn:greetings">' +
      `${inner}</Greet></e:Body></e:Envelope>`,
  });
  return { status: answer.statusCode, body: answer.body };
}

const inside = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;

test('actions follow from the namespace, the interface and the operation', () => {
  assert.equal(actionOf(contract, greet), action);
  assert.equal(replyActionOf(contract, greet), `${action}Response`);
  assert.equal(faultActionOf(contract, greet), `${action}GreetFaultFault`);
  assert.equal(actionOf({ ...contract, namespace: 'http://x/y/' }, greet), 'http://x/y/IGreetings/Greet');
});

test('an answer is the response record in the operation’s wrapper', async () => {
  const { status, body } = await ask('<request xmlns:r="urn:rq"><r:Name>Ada</r:Name><r:Times>2</r:Times></request>');
  assert.equal(status, 200);
  assert.equal(
    body,
    inside(
      '<GreetResponse xmlns="urn:greetings"><GreetResult xmlns:a="urn:rs" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">' +
        '<a:Greeting>Hello AdaHello Ada</a:Greeting></GreetResult></GreetResponse>',
    ),
  );
});

test('no request record is null, and so is one after a stranger of another name', async () => {
  assert.match((await ask('')).body, /Hello nobody</);
  assert.match((await ask('<stranger/><request xmlns:r="urn:rq"><r:Name>Bob</r:Name></request>')).body, /Hello Bob</);
});

test('a declared fault carries its detail, escaped', async () => {
  const { status, body } = await ask('<request xmlns:r="urn:rq"><r:Name>the devil</r:Name></request>');
  assert.equal(status, 500);
  assert.equal(
    body,
    inside(
      '<s:Fault><faultcode>s:Client</faultcode><faultstring xml:lang="en-US">No &lt;greeting&gt;.</faultstring><detail>' +
        '<GreetFault xmlns="urn:fault" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Why>a &amp; b</Why></GreetFault>' +
        '</detail></s:Fault>',
    ),
  );
});

test('a thrown error becomes an InternalServiceFault that tells nothing of its cause', async () => {
  const { status, body } = await ask('<request xmlns:r="urn:rq"><r:Name>a fault</r:Name></request>');
  assert.equal(status, 500);
  assert.match(body, /<faultcode xmlns:a="[^"]+\/dispatcher">a:InternalServiceFault<\/faultcode>/);
  assert.doesNotMatch(body, /secret|cause/);
});
