import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText, encodingOf } from './text-encoding.ts';

function text(bytes: Uint8Array, charset?: string): string {
  const decoding = decodeText(bytes, charset);
  assert.ok(decoding.ok);
  return decoding.text;
}

const utf8 = (value: string): Uint8Array => Buffer.from(value, 'utf8');
const utf16le = (value: string): Uint8Array => Buffer.from(value, 'utf16le');
const utf16be = (value: string): Uint8Array => Buffer.from(value, 'utf16le').swap16();

test('a byte order mark wins over everything and is taken off', () => {
  assert.equal(text(utf8('\ufeff<é/>'), 'utf-16'), '<é/>');
  assert.equal(text(utf16le('\ufeff<é/>'), 'utf-8'), '<é/>');
  assert.equal(text(utf16be('\ufeff<é/>'), undefined), '<é/>');
});

test('the charset parameter is next, in any case', () => {
  assert.equal(text(utf8('é'), 'UTF-8'), 'é');
  assert.equal(text(utf16le('é'), 'utf-16'), 'é');
  assert.equal(text(utf16be('é'), 'UTF-16BE'), 'é');
  assert.equal(text(Uint8Array.of(0xe9, 0x80), 'ISO-8859-1'), 'é\u0080');
  assert.equal(text(Uint8Array.of(0xe9, 0x80), 'windows-1252'), 'é€');
  assert.equal(text(Uint8Array.of(0xe9), ' latin1 '), 'é');
  assert.equal(encodingOf('x-unknown'), undefined);
});

test('without a charset the declaration counts, if it can be true', () => {
  const declared = (name: string): Uint8Array => Buffer.from(`<?xml version='1.0' encoding='${name}'?><é/>`, 'latin1');
  assert.match(text(declared('ISO-8859-1')), /<é\/>$/);
  assert.equal(text(utf8('<?xml version="1.0" encoding="utf-16"?><é/>')).endsWith('<é/>'), true);
  assert.equal(text(utf8('<a encoding="latin1">é</a>')), '<a encoding="latin1">é</a>');
  assert.deepEqual(decodeText(declared('utf-8'), undefined), { ok: false, encoding: 'utf-8' });
  assert.match(text(declared('ISO-8859-1'), 'no-such-charset'), /<é\/>$/);
});

test('UTF-16 is known by its first character', () => {
  assert.equal(text(utf16le('<é/>')), '<é/>');
  assert.equal(text(utf16be('<é/>')), '<é/>');
});

test('without any sign it is UTF-8', () => {
  assert.equal(text(utf8('<é/>')), '<é/>');
  assert.equal(text(utf8('é'), 'us-ascii'), 'é');
  assert.equal(text(utf8('é'), 'no-such-charset'), 'é');
  assert.equal(text(new Uint8Array(0)), '');
});

test('bytes that are no text are reported, not replaced', () => {
  for (const bytes of [
    [0xc3],
    [0xff],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf8, 0x88, 0x80, 0x80, 0x80],
    [0x61, 0xe9, 0x62],
  ]) {
    assert.deepEqual(decodeText(Uint8Array.from(bytes), 'utf-8'), { ok: false, encoding: 'utf-8' });
  }
  assert.deepEqual(decodeText(Uint8Array.of(0x00, 0xd8), 'utf-16le'), { ok: false, encoding: 'utf-16le' });
  assert.deepEqual(decodeText(Uint8Array.of(0x41), 'utf-16le'), { ok: false, encoding: 'utf-16le' });
});

test('text survives each encoding that can carry it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      assert.equal(text(utf8(`x${value}`), 'utf-8'), `x${value}`);
      assert.equal(text(utf16le(`x${value}`), 'utf-16le'), `x${value}`);
      assert.equal(text(utf16be(`x${value}`), 'utf-16be'), `x${value}`);
    }),
  );
});
