import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSealing } from './sealing.ts';

const sealing = createSealing(Buffer.alloc(32, 1));

test('what is sealed opens again, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, purpose) => {
      const sealed = sealing.seal(text, purpose);
      assert.equal(sealing.open(sealed, purpose), text);
      assert.notEqual(sealing.seal(text, purpose), sealed);
    }),
  );
});

test('it opens under no other key, for no other purpose, and not once a bit of it is changed', () => {
  const sealed = sealing.seal('secret', 'purpose');
  assert.throws(() => createSealing(Buffer.alloc(32, 2)).open(sealed, 'purpose'));
  assert.throws(() => sealing.open(sealed, 'other'));
  const bytes = Buffer.from(sealed, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => sealing.open(changed.toString('base64url'), 'purpose'));
  }
  for (const short of ['', 'AAAA', sealed.slice(0, 20)]) assert.throws(() => sealing.open(short, 'purpose'));
});
