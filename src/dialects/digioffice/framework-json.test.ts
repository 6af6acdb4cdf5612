import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { frameworkJson } from './framework-json.ts';

test('a claim is written as what it looks like', () => {
  const claims = {
    sub: '1',
    long: '12345678901234567890',
    minus: '-1.5e3',
    yes: 'true',
    no: 'false',
    list: '["a",1]',
    object: '{"a":1}',
    octal: '007',
    broken: '{x}',
    nan: 'NaN',
    nothing: 'null',
    spaced: '1 2',
    name: 'Ada',
    roles: ['1', 'true'],
    jti: '0123456789012345',
    absent: undefined,
  };
  assert.equal(
    JSON.stringify(frameworkJson(claims)),
    '{"sub":1,"long":12345678901234567890,"minus":-1.5e3,"yes":true,"no":false,"list":["a",1],"object":{"a":1},"octal":"007","broken":"{x}",' +
      '"nan":"NaN","nothing":"null","spaced":"1 2","name":"Ada","roles":["1","true"],"jti":"0123456789012345"}',
  );
});

test('whatever a claim holds, the payload is JSON with the same claims', () => {
  const text = fc.oneof(fc.string(), fc.json(), fc.constantFrom('1e999', '-', '[', '{', '1.', '-0', ' 1', '1\n'));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), text), (claims) => {
      const read = JSON.parse(JSON.stringify(frameworkJson(claims)));
      assert.deepEqual(Object.keys(read).sort(), Object.keys(claims).sort());
    }),
  );
});
