import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answeredAddress } from './answered-address.ts';

type Told = Parameters<typeof answeredAddress>[1];

const CASES: readonly (readonly [address: string, told: Told, location: string])[] = [
  ['https://a.example', [['code', 'x']], 'https://a.example?code=x'],
  ['https://a.example/?b=c', [['code', 'x']], 'https://a.example/?b=c&code=x'],
  ['https://A.example:443/%7e', [['code', 'x']], 'https://A.example:443/%7e?code=x'],
  ['app:/done#there?b', [['code', 'x']], 'app:/done?code=x#there?b'],
  ['https://a.example/#b#c', [['code', 'x']], 'https://a.example/?code=x#b#c'],
  ['https://a.example/', [['state', undefined]], 'https://a.example/'],
  [
    'https://a.example/',
    [
      ['code', 'x'],
      ['state', undefined],
      ['iss', 'y'],
    ],
    'https://a.example/?code=x&iss=y',
  ],
  ['https://a.example/', [['state', 'a b&c=d#é\r\n']], 'https://a.example/?state=a+b%26c%3Dd%23%C3%A9%0D%0A'],
];

for (const [address, told, location] of CASES) {
  test(`${address} with ${JSON.stringify(told)} becomes ${location}`, () => {
    assert.equal(answeredAddress(address, told), location);
  });
}
