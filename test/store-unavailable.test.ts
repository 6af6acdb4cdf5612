/** What each wire says while the store can't be reached, and that it goes on by itself afterwards. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { DIALECT_NAMES, type DialectName } from '../src/dialects/dialect.ts';
import { SEED_CLIENT } from '../src/server/demo-world/clients.ts';
import { type Demo, type DemoRequest, openDemo, type SiteName } from './support/demo.ts';
import { loseStore } from './support/lose-store.ts';

interface Question {
  readonly site: SiteName;
  readonly request: DemoRequest;
  readonly status: number;
  readonly says: RegExp;
  /** In seconds, as the header has it; undefined where the wire has no such header. */
  readonly retryAfter: string | undefined;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const XML = { 'content-type': 'text/xml; charset=utf-8' };
const MACHINE = { ...FORM, authorization: `Basic ${btoa('demo-machine:demo-machine-secret')}` };

function soap(body: string): string {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
}

const QUESTIONS: Readonly<Record<DialectName, Question>> = {
  twinfield: {
    site: 'login',
    request: {
      method: 'POST',
      url: '/webservices/session.asmx',
      headers: { ...XML, soapaction: '"http://www.twinfield.com/OAuthLogon"' },
      body: soap(
        '<OAuthLogon xmlns="http://www.twinfield.com/"><clientToken>demo-consumer</clientToken>' +
          '<clientSecret>demo-consumer-secret</clientSecret><accessToken>demo-access-ada</accessToken>' +
          '<accessSecret>demo-secret-ada</accessSecret></OAuthLogon>',
      ),
    },
    status: 200,
    says: /<OAuthLogonResult>Blocked</,
    retryAfter: undefined,
  },
  projector: {
    site: 'c1',
    request: {
      method: 'POST',
      url: '/OpsProjectorWcfSvc/PwsProjectorServices.svc',
      headers: {
        ...XML,
        soapaction: '"http://projectorpsa.com/PwsProjectorServices/IPwsProjectorServices/PwsAcquireOauth2Token"',
      },
      body: soap(
        '<PwsAcquireOauth2Token xmlns="http://projectorpsa.com/PwsProjectorServices/">' +
          '<serviceRequest xmlns:r="http://projectorpsa.com/DataContracts/Requests/">' +
          `<r:ClientIdentifier>${SEED_CLIENT.id}</r:ClientIdentifier><r:ClientSecret>${SEED_CLIENT.secret}</r:ClientSecret>` +
          `<r:GrantType>refresh_token</r:GrantType><r:RefreshToken>${SEED_CLIENT.refreshToken}</r:RefreshToken>` +
          '</serviceRequest></PwsAcquireOauth2Token>',
      ),
    },
    status: 500,
    says: /<ErrorNumber>10016<.*not available now/,
    retryAfter: '5',
  },
  digioffice: {
    site: 'c1',
    request: {
      method: 'POST',
      url: '/api/session-to-token',
      headers: { accept: 'application/json', 'x-ss-id': 'abcdefghijklmnopqrst' },
    },
    status: 503,
    says: /ServiceUnavailable/,
    retryAfter: '5',
  },
  yindo: {
    site: 'c1',
    request: { method: 'GET', url: '/me', headers: { authorization: `Bearer tat_${'a'.repeat(52)}` } },
    status: 503,
    says: /The service is unavailable/,
    retryAfter: '5',
  },
  oauth: {
    site: 'login',
    request: { method: 'POST', url: '/oauth2/introspect', headers: MACHINE, body: 'token=x' },
    status: 503,
    says: /temporarily_unavailable/,
    retryAfter: '5',
  },
};

async function world(t: TestContext): Promise<Demo> {
  const demo = await openDemo();
  t.after(() => demo.close());
  return demo;
}

for (const dialect of DIALECT_NAMES) {
  const { site, request, status, says, retryAfter } = QUESTIONS[dialect];

  test(`${dialect} says "later" in its own words while the store is away, and answers when it is back`, async (t) => {
    const demo = await world(t);
    const giveBack = loseStore(
      demo,
      Object.assign(new Error('db.internal:5432 is gone'), { code: 'STORE_UNAVAILABLE' }),
    );
    const away = await demo.inject(site, request);
    assert.equal(away.statusCode, status, away.body);
    assert.match(away.body, says);
    assert.equal(away.headers['retry-after'], retryAfter);
    assert.doesNotMatch(away.body, /db\.internal/);

    giveBack();
    const back = await demo.inject(site, request);
    assert.notEqual(back.statusCode, 503);
    assert.doesNotMatch(back.body, says);
  });

  test(`${dialect} tells nothing of a fault`, async (t) => {
    const demo = await world(t);
    loseStore(demo, new Error('select secret from tokens failed in token.ts'));
    const answer = await demo.inject(site, request);
    assert.equal(answer.statusCode, 500);
    assert.doesNotMatch(answer.body, /select|secret from|\.ts/);
  });
}

test('the verifier tells nothing of a fault, and answers the next one', async (t) => {
  const demo = await world(t);
  const { login } = await demo.listen();
  const ask = () => fetch(`http://127.0.0.1:${login}/verify`, { headers: { sessionid: 'a'.repeat(20) } });
  const giveBack = loseStore(demo, new Error('select secret from tokens failed in token.ts'));
  const answer = await ask();
  assert.deepEqual([answer.status, await answer.text()], [500, 'Internal Server Error\n']);
  giveBack();
  assert.equal((await ask()).status, 401);
});
