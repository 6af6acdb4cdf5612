import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { acceptsGzip } from './accept-encoding.ts';

const cases: readonly [header: string | undefined, accepts: boolean][] = [
  [undefined, false],
  ['', false],
  ['gzip', true],
  ['x-gzip', true],
  ['GZip;q=1.0', true],
  ['gzip,deflate', true],
  ['gzip, compress, deflate, br', true],
  ['deflate, br', false],
  ['identity', false],
  ['*', true],
  ['*;q=0', false],
  ['gzip;q=0, *', false],
  ['gzip;q=0.000', false],
  ['gzip;q=0.001', true],
  ['gzip ; q = 0.5 , identity;q=0.5', true],
  ['gzip;q=0.5, identity', false],
  ['*;q=0.1, identity;q=0.9', false],
  ['gzip;q=much', false],
  ['gzip;level=9', true],
  ['gzipped', false],
];

for (const [header, accepts] of cases) {
  test(`${header} ${accepts ? 'wants gzip' : 'does not want gzip'}`, () => {
    assert.equal(acceptsGzip(header), accepts);
  });
}

test('whatever stands in the header, it is read', () => {
  fc.assert(fc.property(fc.string(), (header) => typeof acceptsGzip(header) === 'boolean'));
});
