import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginContract } from './login-contract.ts';
import { LOGON_ACTIONS, LOGON_RESULTS } from './logon-words.ts';

test('the enumerations are those that the seed page prints, in its order', () => {
  assert.equal(
    LOGON_RESULTS.join(' or '),
    'Ok or Blocked or Untrusted or Invalid or Deleted or Disabled or OrganisationInactive or ClientInvalid or Failed or TokenInvalid or NoAvailableCompanies or OAuth2AuthenticationRequired',
  );
  assert.equal(LOGON_ACTIONS.join(' or '), 'None or SMSLogon or ChangePassword');
});

test('a namespace of the operator moves every name of the contract', () => {
  const { operations } = loginContract('urn:mine/');
  assert.equal(operations.OAuthLogon.soapAction, 'urn:mine/OAuthLogon');
  for (const { request, response, outputHeader } of Object.values(operations)) {
    assert.deepEqual([request.namespace, response.namespace, outputHeader.namespace], Array(3).fill('urn:mine/'));
  }
});
