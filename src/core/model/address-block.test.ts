import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressBlock } from './address-block.ts';

const BLOCKS: Readonly<Record<string, string>> = {
  '192.0.2.7': '192.0.2.7',
  '0.0.0.0': '0.0.0.0',
  '::ffff:192.0.2.7': '192.0.2.7',
  '::FFFF:c000:207': '192.0.2.7',
  '0:0:0:0:0:ffff:192.0.2.7': '192.0.2.7',
  '::1': '0:0:0:0::/64',
  '::': '0:0:0:0::/64',
  '2001:db8:1:2:3:4:5:6': '2001:db8:1:2::/64',
  '2001:DB8:1:2::9': '2001:db8:1:2::/64',
  '2001:db8:1:2::': '2001:db8:1:2::/64',
  '2001:0db8:0001:0002:0000:0000:0000:0001': '2001:db8:1:2::/64',
  '2001:db8::1': '2001:db8:0:0::/64',
  'fe80::1%eth0': 'fe80:0:0:0::/64',
  '64:ff9b::192.0.2.7': '64:ff9b:0:0::/64',
};

for (const [address, block] of Object.entries(BLOCKS)) {
  test(`${address} counts as ${block}`, () => assert.equal(addressBlock(address), block));
}

test('what is no address is one block together', () => {
  for (const text of [
    '',
    'localhost',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1::2::3',
    ':::',
    '1:2',
    '12345::',
    'g::',
    '1.2.3.4::',
    '::1.2.3.4:1',
  ]) {
    assert.equal(addressBlock(text), 'unreadable', text);
  }
});

test('every IPv4 address is a block of its own', () => {
  fc.assert(fc.property(fc.ipV4(), (address) => addressBlock(address) === address));
});

test('an IPv6 address is in the block of its first 64 bits, however it is spelt', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      // The URL standard's own serialiser, a reader that isn't ours, spells it out in its shortest form.
      const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
      assert.equal(addressBlock(canonical), addressBlock(address));
      assert.equal(addressBlock(address.toUpperCase()), addressBlock(address));
    }),
  );
});

test('whatever the system reads as an address is read here, and nothing else', () => {
  const text = fc.oneof(fc.ipV6(), fc.ipV4(), fc.stringMatching(/^[0-9a-f:.]{0,20}$/));
  fc.assert(
    fc.property(text, (address) => (addressBlock(address) === 'unreadable') === (isIP(address) === 0)),
    { numRuns: 2000 },
  );
});
