import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetCookie, writeSetCookie } from './set-cookie.ts';

const plain = { name: 'ss-id', value: 'V' };
const lasting = { name: 'ss-pid', value: 'V', expiresAt: Date.UTC(2046, 10, 21, 1), isSecure: true };

test('cookies are written in the listener’s words', () => {
  assert.equal(writeSetCookie(plain, 'listener'), 'ss-id=V;path=/;HttpOnly');
  assert.equal(
    writeSetCookie(lasting, 'listener'),
    'ss-pid=V;path=/;expires=Wed, 21 Nov 2046 01:00:00 GMT;Secure;HttpOnly',
  );
  assert.equal(
    writeSetCookie(forgetCookie('ss-tok'), 'listener'),
    'ss-tok=;path=/;expires=Thu, 01 Jan 1970 00:00:00 GMT;HttpOnly',
  );
});

test('or in those of IIS', () => {
  assert.equal(writeSetCookie(plain, 'iis'), 'ss-id=V; path=/; HttpOnly');
  assert.equal(
    writeSetCookie(lasting, 'iis'),
    'ss-pid=V; expires=Wed, 21-Nov-2046 01:00:00 GMT; path=/; secure; HttpOnly',
  );
  assert.equal(
    writeSetCookie(forgetCookie('ss-tok'), 'iis'),
    'ss-tok=; expires=Thu, 01-Jan-1970 00:00:00 GMT; path=/; HttpOnly',
  );
});
