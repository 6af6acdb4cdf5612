import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readByteText, writeByteText } from './byte-text.ts';

test('every form between brackets stands for its bytes', () => {
  assert.deepEqual(readByteText('a⟨CR⟩⟨LF⟩⟨TAB⟩⟨SP⟩⟨BOM⟩b'), Buffer.from('a\r\n\t \uFEFFb'));
  assert.deepEqual(readByteText('⟨FF 00 9C⟩'), Buffer.from([0xff, 0x00, 0x9c]));
  assert.deepEqual(readByteText('<⟨3 × "é\\n"⟩>'), Buffer.from('<é\né\né\n>'));
  assert.deepEqual(readByteText('⟨E2 9F A8⟩'), Buffer.from('⟨'));
});

for (const wrong of ['⟨crlf⟩', '⟨ff⟩', '⟨F⟩', '⟨⟩', '⟨3 x "a"⟩', '⟨3 × "a⟩', 'a ⟨ b', '⟨99999999 × "aa"⟩']) {
  test(`${wrong} is an error`, () => {
    assert.throws(() => readByteText(wrong));
  });
}

test('what is written of any bytes reads back as those bytes', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.string({ unit: 'binary' }).map((s) => Buffer.from(s)),
      ),
      (b) => {
        assert.deepEqual(readByteText(writeByteText(Buffer.from(b))), Buffer.from(b));
      },
    ),
    { numRuns: 300 },
  );
});

test('plain text is written as it is, and what an editor would change is spelt out', () => {
  assert.equal(writeByteText(Buffer.from('<a>\n  é\n</a>')), '<a>\n  é\n</a>');
  assert.equal(writeByteText(Buffer.from('a \nb\r\n')), 'a⟨SP⟩\nb⟨CR⟩⟨LF⟩');
  assert.equal(writeByteText(Buffer.from('```\n')), '⟨60⟩``⟨LF⟩');
});
