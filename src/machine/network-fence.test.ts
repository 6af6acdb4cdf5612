import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkFence } from './network-fence.ts';

const CASES: readonly (readonly [string, string, boolean])[] = [
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['10.0.0.0/8', '::ffff:10.1.2.3', true],
  ['10.0.0.0/8', '::1', false],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.8', false],
  ['2001:db8::/32', '2001:db8:1::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['10.0.0.0/8', 'not an address', false],
];

for (const [range, address, expected] of CASES) {
  test(`${address} is ${expected ? 'in' : 'outside'} ${range}`, () => {
    assert.equal(networkFence.contains([range], address), expected);
  });
}

test('any of several ranges is enough, and none holds nobody', () => {
  assert.equal(networkFence.contains(['10.0.0.0/8', '2001:db8::/32'], '2001:db8::9'), true);
  assert.equal(networkFence.contains([], '127.0.0.1'), false);
});
