import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readJws } from './jws.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('header and claims are read, and the signature is not looked at', () => {
  const text = `${part({ alg: 'ES256' })}.${part({ sub: 'ä' })}.AAAA`;
  assert.deepEqual(readJws(text), { header: { alg: 'ES256' }, claims: { sub: 'ä' } });
});

test('what is no such statement', () => {
  const [header, claims] = [part({ alg: 'ES256' }), part({})];
  const broken = [
    '',
    '..',
    `${header}.${claims}`,
    `${header}.${claims}.`,
    `${header}.${claims}.AA.AA`,
    `${header}.${claims}.A+`,
    `${header}.${part([])}.AA`,
    `${header}.${part(null)}.AA`,
    `${header}.${part('text')}.AA`,
    `${part(1)}.${claims}.AA`,
    `${header}.${Buffer.of(0x22, 0xff, 0x22).toString('base64url')}.AA`,
    `${header}.${part({ long: 'a'.repeat(20_000) })}.AA`,
  ];
  for (const text of broken) assert.equal(readJws(text), undefined, text.slice(0, 80));
});

test('any text is read without a crash, and any claims come back', () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => void readJws(`${a}.${b}.${c}`)));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (claims) => {
      assert.deepEqual(readJws(`${part({})}.${part(claims)}.AA`)?.claims, JSON.parse(JSON.stringify(claims)));
    }),
  );
});
