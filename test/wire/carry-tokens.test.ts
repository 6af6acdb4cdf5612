import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carryTokens, findChangedTokens } from './carry-tokens.ts';

test('a token is known again by what stands before it', () => {
  const before = '{"access_token":"AAAAAAAAAAAAAAAAAAAA","refresh_token":"BBBBBBBBBBBBBBBBBBBB"}';
  const after = '{"new":1,"access_token":"CCCCCCCCCCCCCCCCCCCC","refresh_token":"DDDDDDDDDDDDDDDDDDDD"}';
  assert.deepEqual(
    [...findChangedTokens(before, after)],
    [
      ['AAAAAAAAAAAAAAAAAAAA', 'CCCCCCCCCCCCCCCCCCCC'],
      ['BBBBBBBBBBBBBBBBBBBB', 'DDDDDDDDDDDDDDDDDDDD'],
    ],
  );
});

test('tokens that stand after the same words are told apart by their turn', () => {
  const changed = findChangedTokens(
    '<t>AAAAAAAAAAAAAAAA</t><t>BBBBBBBBBBBBBBBB</t>',
    '<t>CCCCCCCCCCCCCCCC</t><t>BBBBBBBBBBBBBBBB</t>',
  );
  assert.deepEqual([...changed], [['AAAAAAAAAAAAAAAA', 'CCCCCCCCCCCCCCCC']]);
});

test('a changed token is carried plain and percent-encoded, and two that swap do not chase each other', () => {
  const changed = new Map([
    ['AAAAAAAAAAAAAAAA/A==', 'BBBBBBBBBBBBBBBB/B=='],
    ['BBBBBBBBBBBBBBBB/B==', 'AAAAAAAAAAAAAAAA/A=='],
  ]);
  assert.equal(
    carryTokens('t=AAAAAAAAAAAAAAAA%2FA%3D%3D&u=BBBBBBBBBBBBBBBB/B==', changed),
    't=BBBBBBBBBBBBBBBB%2FB%3D%3D&u=AAAAAAAAAAAAAAAA/A==',
  );
});

test('a token that begins another does not tear it', () => {
  const changed = new Map([
    ['AAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB'],
    ['AAAAAAAAAAAAAAAAAA', 'CCCCCCCCCCCCCCCCCC'],
  ]);
  assert.equal(carryTokens('AAAAAAAAAAAAAAAAAA', changed), 'CCCCCCCCCCCCCCCCCC');
});
