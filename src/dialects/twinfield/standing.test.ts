/** What becomes of a session, and of a token in its place, when the person's standing changes under it: the numbers of the fault table. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { askDemo } from '../../../test/callers/ask.ts';
import * as twinfield from '../../../test/callers/twinfield.ts';
import * as yindo from '../../../test/callers/yindo.ts';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import type { Account } from '../../core/model/account.ts';

/** Standing is changed by an operator; here, by a store that answers as it would afterwards. */
async function open(t: TestContext, change: (account: Account) => Account) {
  const demo: Demo = await openDemo();
  t.after(demo.close);
  const ask = askDemo(demo);
  const { session } = await twinfield.oauthLogon(ask, 'ada');
  const { token } = await yindo.logon(ask, 'ada', 'ada-demo-pass');
  const { findSession, findToken } = demo.store;
  demo.store.findSession = async (key) => {
    const found = await findSession(key);
    return found === undefined ? undefined : { ...found, account: change(found.account) };
  };
  demo.store.findToken = async (key) => {
    const found = await findToken(key);
    return found?.account === undefined ? found : { ...found, account: change(found.account) };
  };
  return { ask, session, token };
}

const CHANGES: readonly (readonly [string, (account: Account) => Account, string])[] = [
  ['deleted', (account) => ({ ...account, deletedAt: 1 }), 'fault 104'],
  ['disabled', (account) => ({ ...account, disabledAt: 1 }), 'fault 105'],
  [
    'in an organisation that was deactivated',
    (account) => ({ ...account, organisation: { ...account.organisation, deactivatedAt: 1 } }),
    'fault 106',
  ],
];

for (const [what, change, fault] of CHANGES) {
  test(`somebody who is ${what} meanwhile gets ${fault} from every operation`, async (t) => {
    const { ask, session, token } = await open(t, change);
    for (const operation of ['KeepAlive', 'GetRole', 'SelectCompany', 'SmsSendCode']) {
      assert.equal((await twinfield.onCluster(ask, operation, session)).word, fault, operation);
    }
    assert.equal((await twinfield.withToken(ask, 'GetRole', token, 'ACME-NL')).word, fault);
  });
}

test('a person disabled meanwhile is told so by the steps themselves', async (t) => {
  const { ask, session } = await open(t, (account) => ({ ...account, disabledAt: 1 }));
  assert.equal((await twinfield.onCluster(ask, 'SmsLogon', session, '<smsCode>123456</smsCode>')).result, 'Disabled');
  assert.equal((await twinfield.onCluster(ask, 'ChangePassword', session)).result, 'Disabled');
});

test('somebody who has left all companies can be let into none', async (t) => {
  const { ask, token } = await open(t, (account) => ({ ...account, hasCompany: false }));
  assert.equal((await twinfield.withToken(ask, 'GetRole', token, 'MODERN')).word, 'fault 109');
});
