/**
 * One state of the world, one question, and what each dialect says. Where a wire has no way to ask, that is written out, so that no dialect is left out
 * by oversight.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIALECT_NAMES, type DialectName } from '../src/dialects/dialect.ts';
import { type Ask, askDemo } from './callers/ask.ts';
import * as digioffice from './callers/digioffice.ts';
import * as oauth from './callers/oauth.ts';
import * as oauth1 from './callers/oauth1.ts';
import * as projector from './callers/projector.ts';
import * as twinfield from './callers/twinfield.ts';
import * as yindo from './callers/yindo.ts';
import { type Demo, openDemo } from './support/demo.ts';
import { plantCode } from './support/plant-code.ts';

const NOT_ASKED = 'not asked here';

/** Where a question is one wire's own. */
const NOBODY_ASKS = {
  twinfield: NOT_ASKED,
  projector: NOT_ASKED,
  digioffice: NOT_ASKED,
  yindo: NOT_ASKED,
  oauth: NOT_ASKED,
} as const;

type Question = (ask: Ask, demo: Demo) => Promise<string>;

interface Row {
  readonly state: string;
  readonly questions: Readonly<Record<DialectName, Question | typeof NOT_ASKED>>;
  readonly answers: Readonly<Record<DialectName, string>>;
}

/** A logon of a person, by whatever proof the wire takes. */
function logonOf(person: string): Row['questions'] {
  const password = `${person}-demo-pass`;
  return {
    twinfield: async (ask) => (await twinfield.oauthLogon(ask, person)).word,
    projector: async (ask, demo) => (await projector.redeem(ask, await plantCode(demo, person))).word,
    digioffice: async (ask) => (await digioffice.authenticate(ask, person, password)).word,
    yindo: async (ask) => (await yindo.logon(ask, person, password)).word,
    oauth: async (ask, demo) => (await oauth.redeem(ask, await plantCode(demo, person))).word,
  };
}

/** Gets a credential for ada on each wire, lets something happen to it, and presents it on the same wire again. */
function presentedAfter(happen: (ask: Ask, demo: Demo, credential: string) => Promise<void>): Row['questions'] {
  const presented =
    (
      obtain: (ask: Ask) => Promise<string>,
      present: (ask: Ask, credential: string) => Promise<{ word: string }>,
    ): Question =>
    async (ask, demo) => {
      const credential = await obtain(ask);
      assert.notEqual(credential, '');
      await happen(ask, demo, credential);
      return (await present(ask, credential)).word;
    };
  const session = async (ask: Ask) => (await digioffice.authenticate(ask, 'ada', 'ada-demo-pass')).session;
  return {
    twinfield: presented(async (ask) => (await twinfield.oauthLogon(ask, 'ada')).session, twinfield.keepAlive),
    projector: presented(async (ask) => (await projector.redeem(ask)).ticket, projector.unauthenticate),
    digioffice: presented(session, (ask, credential) => digioffice.convert(ask, credential, true)),
    yindo: presented(async (ask) => (await yindo.logon(ask, 'ada', 'ada-demo-pass')).token, yindo.me),
    oauth: presented(async (ask) => (await oauth.refresh(ask)).refreshToken, oauth.refresh),
  };
}

const untouched = presentedAfter(async () => {});

const revoked = presentedAfter(async (ask, _demo, credential) => {
  assert.equal((await oauth.revoke(ask, credential)).word, 'ok');
});

const expired = presentedAfter(async (_ask, demo) => demo.clock.move(31 * 24 * 3600 * 1000));

const ROWS: readonly Row[] = [
  {
    state: 'nothing is wrong',
    questions: logonOf('ada'),
    answers: { twinfield: 'ok', projector: 'ok', digioffice: 'ok', yindo: 'ok', oauth: 'ok' },
  },
  {
    state: 'the person is disabled',
    questions: logonOf('dave'),
    answers: {
      twinfield: 'Disabled',
      projector: '50220 WebServicesPermissionDenied',
      digioffice: '401 AuthenticationException: This account has been locked',
      yindo: 'invalid_grant: This user has been disabled.',
      oauth: '400 invalid_grant: The account is disabled.',
    },
  },
  {
    state: 'the client proves itself with a wrong secret',
    questions: {
      twinfield: async (ask) => (await twinfield.oauthLogon(ask, 'ada', 'wrong')).word,
      projector: async (ask) => (await projector.redeem(ask, undefined, 'wrong')).word,
      digioffice: NOT_ASKED,
      yindo: NOT_ASKED,
      oauth: async (ask) => (await oauth.askForMachine(ask, 'wrong')).word,
    },
    answers: {
      twinfield: 'ClientInvalid',
      projector: '50630 OauthInvalidClient',
      digioffice: NOT_ASKED,
      yindo: NOT_ASKED,
      oauth: '401 invalid_client: The client is unknown or did not prove itself.',
    },
  },
  {
    state: 'the person gives a wrong password',
    questions: {
      twinfield: async (ask) => (await twinfield.logon(ask, 'ada', 'wrong')).word,
      projector: async (ask) => (await projector.authenticate(ask, 'ada', 'wrong')).word,
      digioffice: async (ask) => (await digioffice.authenticate(ask, 'ada', 'wrong')).word,
      yindo: async (ask) => (await yindo.logon(ask, 'ada', 'wrong')).word,
      oauth: NOT_ASKED,
    },
    answers: {
      twinfield: 'Invalid',
      projector: '10002 InvalidCredentials',
      digioffice: '401 Unauthorized: Invalid Username or Password',
      yindo: 'invalid_grant: The user name or password is incorrect.',
      oauth: NOT_ASKED,
    },
  },
  {
    state: 'the credential counts',
    questions: untouched,
    answers: { twinfield: 'ok', projector: 'ok', digioffice: 'ok', yindo: 'ok', oauth: 'ok' },
  },
  {
    state: 'the credential was revoked through oauth',
    questions: revoked,
    answers: {
      twinfield: 'fault 103',
      projector: '-101 InvalidSession',
      digioffice: '401',
      yindo: '401 Authorization has been denied for this request.',
      oauth: '400 invalid_grant: The grant is revoked.',
    },
  },
  {
    state: 'a month has gone by since the credential was issued',
    questions: expired,
    answers: {
      twinfield: 'fault 103',
      projector: '-101 InvalidSession',
      digioffice: '401',
      yindo: '401 Authorization has been denied for this request.',
      oauth: '400 invalid_grant: The grant has expired.',
    },
  },
  {
    state: 'the person opened another session where they may have one only',
    questions: {
      ...NOBODY_ASKS,
      twinfield: async (ask) => {
        const { session } = await twinfield.oauthLogon(ask, 'ada');
        await twinfield.logon(ask, 'ada', 'ada-demo-pass');
        return (await twinfield.keepAlive(ask, session)).word;
      },
    },
    answers: { ...NOBODY_ASKS, twinfield: 'fault 168' },
  },
  {
    state: 'the code of the second step is wrong',
    questions: {
      ...NOBODY_ASKS,
      twinfield: async (ask) => {
        const { session } = await twinfield.oauthLogon(ask, 'carol');
        return (await twinfield.onCluster(ask, 'SmsLogon', session, '<smsCode>000000</smsCode>')).result;
      },
    },
    answers: { ...NOBODY_ASKS, twinfield: 'Invalid' },
  },
  {
    state: 'the new password is not secure',
    questions: {
      ...NOBODY_ASKS,
      twinfield: async (ask) => {
        const { session } = await twinfield.oauthLogon(ask, 'bob');
        const passwords = '<currentPassword>bob-demo-pass</currentPassword><newPassword>short</newPassword>';
        return (await twinfield.onCluster(ask, 'ChangePassword', session, passwords)).result;
      },
    },
    answers: { ...NOBODY_ASKS, twinfield: 'NotSecure' },
  },
  {
    state: "the company isn't one of the person's",
    questions: {
      ...NOBODY_ASKS,
      twinfield: async (ask) => {
        const { session } = await twinfield.oauthLogon(ask, 'ada');
        return (await twinfield.onCluster(ask, 'SelectCompany', session, '<company>MODERN</company>')).result;
      },
    },
    answers: { ...NOBODY_ASKS, twinfield: 'Invalid' },
  },
  {
    state: 'a message that was signed once is presented again',
    questions: {
      ...NOBODY_ASKS,
      twinfield: async (ask, { clock, urls }) => {
        const signing = { method: 'HMAC-SHA256', key: 'demo-consumer', secret: 'demo-consumer-secret' } as const;
        const once = { now: clock.now(), nonce: 'n' };
        const callback = { oauth_callback: 'oob' };
        const request = oauth1.signed(urls.login, '/oauth/initiate.aspx', { ...signing, ...once }, callback);
        await oauth1.askForPair(ask, request);
        const { status, problem } = await oauth1.askForPair(ask, request);
        return `${status} ${problem}`;
      },
    },
    answers: { ...NOBODY_ASKS, twinfield: '401 nonce_used' },
  },
];

for (const { state, questions, answers } of ROWS) {
  for (const dialect of DIALECT_NAMES) {
    const question = questions[dialect];
    if (question === NOT_ASKED) {
      test(`${state}: ${dialect} can't be asked`, () => assert.equal(answers[dialect], NOT_ASKED));
      continue;
    }
    test(`${state}: ${dialect} says ${answers[dialect]}`, async (t) => {
      const demo = await openDemo();
      t.after(demo.close);
      assert.equal(await question(askDemo(demo), demo), answers[dialect]);
    });
  }
}
