import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Account } from './account.ts';
import { faultOfPassword } from './password-rule.ts';

const ACCOUNT = { name: 'Robert', organisation: { code: 'ACME' } } as Account;

const fault = (next: string, present = 'something else') => faultOfPassword(ACCOUNT, present, next, 12);

test('what is long and nobody would try first is good', () => {
  for (const good of [
    'nine green tractors',
    'correct horse battery staple',
    'Vj8#kq2!Lm0z',
    'zes blauwe vissen',
    'пароль из шести слов',
    '天地玄黄宇宙洪荒日月盈昃',
  ]) {
    assert.equal(fault(good), undefined, good);
  }
});

test('too short, too long, too plain, or telling who it is', () => {
  for (const weak of [
    '',
    'Vj8#kq2!Lm0',
    'x1!Y'.repeat(65),
    'aaaaaaaaaaaaaaaa',
    'abababababababab',
    'password12345678',
    'Welkom0123456789!',
    'qwertyuiop123456',
    '9876543210qwerty',
    'abcdefghijklmnop',
    'robert likes tea',
    'my ROBERT is late',
    'tractors of acme',
  ]) {
    assert.equal(fault(weak), 'not-secure', weak);
  }
});

test('the same in another case or composition is not different', () => {
  assert.equal(fault('Nine Green Tractors', 'nine green tractors'), 'not-different');
  assert.equal(fault('vier blauwe zoe\u0308s', 'vier blauwe zo\u00ebs'), 'not-different');
  fc.assert(fc.property(fc.string(), (text) => assert.equal(fault(text, text), 'not-different')));
});

test('characters are counted as people count them', () => {
  assert.equal(fault('🐘🦒🦓🦔🦕🦖🦗🦘🦙🦚🦛'), 'not-secure');
  assert.equal(fault('🐘🦒🦓🦔🦕🦖🦗🦘🦙🦚🦛🦜'), undefined);
});
