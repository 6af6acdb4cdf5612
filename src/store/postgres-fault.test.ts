import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnavailable, toFault } from './postgres-fault.ts';

function failing(code: string | undefined): Error {
  return Object.assign(new Error('no'), code === undefined ? {} : { code });
}

test('a connection that fails, in whatever way, is a database that is away', () => {
  // EPIPE has five characters, as the codes of the server have.
  for (const code of [
    'EPIPE',
    'ECONNRESET',
    'ECONNREFUSED',
    'ETIMEDOUT',
    undefined,
    '08006',
    '57P01',
    '57P03',
    '53300',
  ]) {
    assert.equal(isUnavailable(toFault(failing(code), 'x on y')), true, code ?? 'no code');
  }
});

test('what the database refuses is no such thing', () => {
  for (const code of ['42601', '23505', 'XX000', '0A000']) {
    const fault = toFault(failing(code), 'x on y');
    assert.equal(isUnavailable(fault), false, code);
    assert.equal(fault.code, code);
  }
});
