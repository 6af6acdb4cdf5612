import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetCookie, writeSetCookie } from './set-cookie.ts';

test('cookies are written in the host’s own words', () => {
  assert.equal(writeSetCookie({ name: 'ss-id', value: 'V' }), 'ss-id=V;path=/;HttpOnly');
  assert.equal(
    writeSetCookie({ name: 'ss-pid', value: 'V', expiresAt: Date.UTC(2046, 10, 21, 1), isSecure: true }),
    'ss-pid=V;path=/;expires=Wed, 21 Nov 2046 01:00:00 GMT;Secure;HttpOnly',
  );
  assert.equal(writeSetCookie(forgetCookie('ss-tok')), 'ss-tok=;path=/;expires=Thu, 01 Jan 1970 00:00:00 GMT;HttpOnly');
});
