import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { readSoapEnvelope } from '../../formats/soap-envelope.ts';
import { child, readXml } from '../../formats/xml-read.ts';
import { SEED_CLIENT } from '../../server/demo-world/clients.ts';
import { projector } from './index.ts';

const URL = '/OpsProjectorWcfSvc/PwsProjectorServices.svc';
const ACTION = 'http://projectorpsa.com/PwsProjectorServices/IPwsProjectorServices';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const CONTESTANTS = 20;

type Operation = 'PwsAcquireOauth2Token' | 'PwsRevokeOauth2RefreshToken' | 'PwsUnauthenticate';

function envelope(operation: Operation, members: Readonly<Record<string, string>>): string {
  const written = Object.entries(members).map(([name, value]) => `<r:${name}>${value}</r:${name}>`);
  return (
    `<e:Envelope xmlns:e="${SOAP}"><e:Body><${operation} xmlns="http://projectorpsa.com/PwsProjectorServices/"><serviceRequest ` +
    `xmlns:r="http://projectorpsa.com/DataContracts/Requests/">${written.join('')}</serviceRequest></${operation}></e:Body></e:Envelope>`
  );
}

async function post(demo: Demo, operation: Operation, body: string | Buffer, headers: Record<string, string> = {}) {
  const { statusCode, body: text } = await demo.inject('c1', {
    method: 'POST',
    url: URL,
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${ACTION}/${operation}"`, ...headers },
    body,
  });
  const member = (name: string): string | undefined => new RegExp(`<(?:a:)?${name}>([^<]*)<`).exec(text)?.[1];
  return {
    status: statusCode,
    body: text,
    ticket: member('AccessToken'),
    refresh: member('RefreshToken'),
    error: member('ErrorNumber'),
  };
}

const client = { ClientIdentifier: SEED_CLIENT.id, ClientSecret: SEED_CLIENT.secret };
const byCode = envelope('PwsAcquireOauth2Token', {
  ...client,
  Code: SEED_CLIENT.code,
  CodeVerifier: SEED_CLIENT.codeVerifier,
  GrantType: 'code',
  RedirectUri: SEED_CLIENT.redirectUri,
});
const byRefresh = (token: string) =>
  envelope('PwsAcquireOauth2Token', { ...client, GrantType: 'refresh_token', RefreshToken: token });

function race(demo: Demo, body: string) {
  return Promise.all(Array.from({ length: CONTESTANTS }, () => post(demo, 'PwsAcquireOauth2Token', body)));
}

test('of twenty racing redemptions of a code one wins, and what it won ends with the others', async (t) => {
  const demo = await openDemo({ dialects: [projector()] });
  t.after(demo.close);
  const answers = await race(demo, byCode);
  const won = answers.filter(({ status }) => status === 200);
  assert.equal(won.length, 1);
  assert.equal(answers.filter(({ error }) => error === '50631').length, CONTESTANTS - 1);
  const after = await post(demo, 'PwsAcquireOauth2Token', byRefresh(won[0]?.refresh ?? ''));
  assert.equal(after.error, '50631');
});

test('twenty racing refreshes get one and the same successor, which then works', async (t) => {
  const demo = await openDemo({ dialects: [projector()] });
  t.after(demo.close);
  const answers = await race(demo, byRefresh(SEED_CLIENT.refreshToken));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.equal(new Set(answers.map(({ refresh }) => refresh)).size, 1);
  assert.equal(new Set(answers.map(({ ticket }) => ticket)).size, 1);
  const next = await post(demo, 'PwsAcquireOauth2Token', byRefresh(answers[0]?.refresh ?? ''));
  assert.equal(next.status, 200);
});

test('without a window for repeats one refresh wins and the race ends the connection', async (t) => {
  const demo = await openDemo({ dialects: [projector()], policy: { refreshRepeatSeconds: 0 } });
  t.after(demo.close);
  const answers = await race(demo, byRefresh(SEED_CLIENT.refreshToken));
  const won = answers.filter(({ status }) => status === 200);
  assert.equal(won.length, 1);
  const gone = await post(
    demo,
    'PwsUnauthenticate',
    envelope('PwsUnauthenticate', { SessionTicket: won[0]?.ticket ?? '' }),
  );
  assert.equal(gone.error, '-101');
});

test('a broken store is an InternalServiceFault', async () => {
  const demo = await openDemo({ dialects: [projector()] });
  await demo.store.close();
  const answer = await post(demo, 'PwsAcquireOauth2Token', byCode);
  assert.equal(answer.status, 500);
  assert.match(answer.body, /a:InternalServiceFault/);
  await Promise.all([...demo.apps.values()].map((app) => app.close()));
});

const FAULT_CODES = ['s:Client', 's:MustUnderstand', 'a:DeserializationFailed', 'a:ActionNotSupported'];

/** Whether an answer is one that this endpoint may ever give to a client's doing. */
function assertProper({ status, body }: { readonly status: number; readonly body: string }): void {
  if (status === 400 || status === 413 || status === 415) {
    assert.equal(body, '');
    return;
  }
  assert.ok(status === 200 || status === 500, `status ${status}`);
  const document = readXml(body);
  assert.ok(document.ok, body);
  const reading = readSoapEnvelope(document.root);
  assert.ok(reading.ok, body);
  const content = reading.envelope.content;
  assert.ok(content !== undefined);
  if (status === 200) assert.match(content.name, /^Pws\w+Response$/);
  else assert.ok(FAULT_CODES.includes(child(content, '', 'faultcode')?.text ?? ''), body);
}

const seeds: readonly (readonly [Operation, string])[] = [
  ['PwsAcquireOauth2Token', byCode],
  ['PwsAcquireOauth2Token', byRefresh(SEED_CLIENT.refreshToken)],
  [
    'PwsRevokeOauth2RefreshToken',
    envelope('PwsRevokeOauth2RefreshToken', { ...client, Token: SEED_CLIENT.refreshToken }),
  ],
  ['PwsUnauthenticate', envelope('PwsUnauthenticate', { RequestId: '1', SessionTicket: 'Af4yzv6CcFKZEh2dz45zZg==' })],
];

const scraps = fc.oneof(
  fc.constantFrom(
    '<',
    '>',
    '&',
    '"',
    '</r:Code>',
    '<r:RequestId>9</r:RequestId>',
    '<!--',
    ']]>',
    '<![CDATA[',
    '&#0;',
    '&#x41;',
  ),
  fc.constantFrom('<!DOCTYPE x>', 'xmlns:r="urn:x" ', ' i:nil="true"', '<e:Header/>', '<x/>', '\u0000', '\ud800', 'é'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
/** `at` is in thousandths of the whole: a double is drawn by its bits, and would nearly always be next to nothing. */
const cut = fc.record({ at: fc.nat(999), length: fc.nat(40), put: scraps });

function mutated(
  body: string,
  cuts: readonly { readonly at: number; readonly length: number; readonly put: string }[],
): string {
  return cuts.reduce((text, { at, length, put }) => {
    const from = Math.floor((at / 1000) * text.length);
    return text.slice(0, from) + put + text.slice(from + length);
  }, body);
}

test('mutated envelopes get a proper answer', async (t) => {
  const demo = await openDemo({ dialects: [projector()] });
  t.after(demo.close);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.array(cut, { minLength: 1, maxLength: 3 }),
      async ([operation, body], cuts) => {
        assertProper(await post(demo, operation, Buffer.from(mutated(body, cuts))));
      },
    ),
    { numRuns: 400 },
  );
});

test('arbitrary members get a proper answer', async (t) => {
  const demo = await openDemo({ dialects: [projector()] });
  t.after(demo.close);
  const names = [
    'RequestId',
    'SessionTicket',
    'ClientIdentifier',
    'ClientSecret',
    'Code',
    'GrantType',
    'RefreshToken',
    'Token',
    'TokenType',
  ];
  const values = fc.constantFrom(
    '',
    '1',
    '-0',
    '2147483648',
    'code',
    'refresh_token',
    SEED_CLIENT.id,
    SEED_CLIENT.secret,
    SEED_CLIENT.code,
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 6 }),
      async ([operation], members) => {
        assertProper(await post(demo, operation, envelope(operation, members)));
      },
    ),
    { numRuns: 200 },
  );
});

test('arbitrary bytes, actions and content types get a proper answer', async (t) => {
  const demo = await openDemo({ dialects: [projector()] });
  t.after(demo.close);
  const header = fc.string({ unit: 'binary-ascii', maxLength: 40 }).map((text) => text.replace(/[^\x20-\x7e]/g, ''));
  const types = fc.oneof(header, fc.constantFrom('text/xml', 'text/xml; charset=utf-16', 'text/xml; charset=utf-7'));
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), header, types, async (bytes, action, type) => {
      const headers = { soapaction: action, 'content-type': type };
      assertProper(await post(demo, 'PwsUnauthenticate', Buffer.from(bytes), headers));
    }),
    { numRuns: 300 },
  );
});
