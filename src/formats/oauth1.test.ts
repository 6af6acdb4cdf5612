import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { oauth1BaseString, percentEncoded } from './oauth1-base-string.ts';
import { readOauth1Header } from './oauth1-header.ts';

const sign = (key: string, text: string, algorithm = 'sha1') =>
  createHmac(algorithm, key).update(text).digest('base64');

test('the base string of RFC 5849 section 3.4.1.1', () => {
  const parameters = [
    ['b5', '=%3D'],
    ['a3', 'a'],
    ['c@', ''],
    ['a2', 'r b'],
    ['oauth_consumer_key', '9djdj82h48djs9d2'],
    ['oauth_token', 'kkk9d7dh3k39sjv7'],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', '137131201'],
    ['oauth_nonce', '7d8f3e4a'],
    ['oauth_signature', 'left out'],
    ['c2', ''],
    ['a3', '2 q'],
  ] as const;
  assert.equal(
    oauth1BaseString('post', new URL('http://EXAMPLE.com:80/request?b5=x'), parameters),
    'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D' +
      '%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1' +
      '%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
  );
});

/** The three requests of RFC 5849 section 1.2, with the signatures that it prints. */
const EXCHANGE = [
  {
    method: 'POST',
    address: 'https://photos.example.net/initiate',
    header:
      'OAuth realm="Photos",\n oauth_consumer_key="dpf43f3p2l4k3l03",\n oauth_signature_method="HMAC-SHA1",\n oauth_timestamp="137131200",\n' +
      ' oauth_nonce="wIjqoS", oauth_callback="http%3A%2F%2Fprinter.example.com%2Fready",\n oauth_signature="74KNZJeDHnMBp0EMJ9ZHt%2FXKycU%3D"',
    query: [],
    secret: '',
  },
  {
    method: 'POST',
    address: 'https://photos.example.net/token',
    header:
      'OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="hh5s93j4hdidpola", oauth_signature_method="HMAC-SHA1",' +
      ' oauth_timestamp="137131201", oauth_nonce="walatlh", oauth_verifier="hfdp7dh39dks9884", oauth_signature="gKgrFCywp7rO0OXSjdot%2FIHF7IU%3D"',
    query: [],
    secret: 'hdhd0244k9j7ao03',
  },
  {
    method: 'GET',
    address: 'http://photos.example.net/photos?file=vacation.jpg&size=original',
    header:
      'OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk", oauth_signature_method="HMAC-SHA1",' +
      ' oauth_timestamp="137131202", oauth_nonce="chapoH", oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D"',
    query: [
      ['file', 'vacation.jpg'],
      ['size', 'original'],
    ],
    secret: 'pfkkdhi9sl3r4s00',
  },
] as const;

for (const { method, address, header, query, secret } of EXCHANGE) {
  test(`the signature that RFC 5849 section 1.2 prints for ${address}`, () => {
    const read = readOauth1Header(header.replaceAll('\n', ''));
    assert.ok(Array.isArray(read));
    const parameters = read.map(({ name, value }) => [name, value] as const);
    const text = oauth1BaseString(method, new URL(address), [...parameters, ...query]);
    const signature = read.find(({ name }) => name === 'oauth_signature')?.value;
    assert.equal(sign(`kd94hf93k423kf44&${secret}`, text), signature);
  });
}

test('values are given as they stand, too, and what is not encoded is read all the same', () => {
  const read = readOauth1Header(
    'OAuth realm="x", oauth_callback="http://a.example/b?c=d%2Fe", oauth_signature="s&", oauth_nonce=""',
  );
  assert.deepEqual(read, [
    { name: 'oauth_callback', value: 'http://a.example/b?c=d/e', raw: 'http://a.example/b?c=d%2Fe' },
    { name: 'oauth_signature', value: 's&', raw: 's&' },
    { name: 'oauth_nonce', value: '', raw: '' },
  ]);
  assert.deepEqual(readOauth1Header('OAuth a="100%"'), [{ name: 'a', value: '100%', raw: '100%' }]);
});

test('another scheme is none, and what is no list of pairs is malformed', () => {
  for (const header of [undefined, '', 'Basic abc', 'OAuthentic a="b"', 'OAuth']) {
    assert.equal(readOauth1Header(header), undefined, header);
  }
  for (const header of [
    'OAuth a',
    'OAuth a=b',
    'OAuth a="b" c="d"',
    'OAuth a="b',
    'OAuth ,',
    `OAuth ${'a="b",'.repeat(51)}`,
  ]) {
    assert.equal(readOauth1Header(header), 'malformed', header);
  }
});

test('whatever is written as RFC 5849 asks is read back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), {
        minLength: 1,
        maxLength: 20,
      }),
      (pairs) => {
        fc.pre(pairs.every(([name]) => name.toLowerCase() !== 'realm'));
        const header = `OAuth ${pairs.map(([name, value]) => `${percentEncoded(name)}="${percentEncoded(value)}"`).join(', ')}`;
        const read = readOauth1Header(header);
        assert.ok(Array.isArray(read));
        assert.deepEqual(
          read.map(({ name, value }) => [name, value]),
          pairs,
        );
      },
    ),
  );
  fc.assert(fc.property(fc.string(), (text) => void readOauth1Header(`OAuth ${text}`)));
});

test('the order in which parameters were sent changes nothing', () => {
  const pair = fc.tuple(fc.string(), fc.string());
  fc.assert(
    fc.property(fc.array(pair), fc.nat(), (pairs, turn) => {
      const at = new URL('http://a.example/');
      const turned = [...pairs.slice(turn % (pairs.length + 1)), ...pairs.slice(0, turn % (pairs.length + 1))];
      assert.equal(oauth1BaseString('GET', at, turned), oauth1BaseString('GET', at, pairs));
    }),
  );
});
