/**
 * Scalars as text: how .NET's XmlConvert reads and writes them. The two serializers agree on what is a value and differ in what they say
 * of text that isn't, so a reading here fails with a reason and the serializer finds the words.
 */
import { readNetDateTime, writeNetTimestamp } from './net-dates.ts';
import type { Scalar } from './shape.ts';

export type ScalarValue = string | number | boolean;

/** `overflow` is a well-formed whole number that its type can't hold. */
export type LexicalFailure = 'format' | 'overflow';

export type ScalarReading =
  | { readonly ok: true; readonly value: ScalarValue }
  | { readonly ok: false; readonly failure: LexicalFailure };

const BAD_FORMAT: ScalarReading = { ok: false, failure: 'format' };
const OVERFLOW: ScalarReading = { ok: false, failure: 'overflow' };
const TRUE: ScalarReading = { ok: true, value: true };
const FALSE: ScalarReading = { ok: true, value: false };

const INT = /^[+-]?[0-9]+$/;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const GUID_PLAIN = /^[0-9a-f]{32}$/;

/** The least and the largest of each type. A `long` is held as a number, so one beyond 2^53 counts as too large; no contract reads any. */
const BOUNDS = {
  short: [-32_768, 32_767],
  int: [-2_147_483_648, 2_147_483_647],
  long: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
} as const;

/**
 * A string is taken whole; around anything else white space is allowed. `boolean` is `true`, `false`, `1` or `0` and in
 * small letters only; a `guid` may be written with dashes, without, or in braces or parentheses, and is given back in small letters with dashes.
 */
export function readScalar(type: Scalar, text: string): ScalarReading {
  switch (type) {
    case 'string':
      return { ok: true, value: text };
    case 'short':
    case 'int':
    case 'long':
      return readWhole(trimmed(text), BOUNDS[type]);
    case 'boolean':
      switch (trimmed(text)) {
        case 'true':
        case '1':
          return TRUE;
        case 'false':
        case '0':
          return FALSE;
        default:
          return BAD_FORMAT;
      }
    case 'dateTime': {
      const at = readNetDateTime(text);
      return at === undefined ? BAD_FORMAT : { ok: true, value: at };
    }
    case 'guid':
      return readGuid(trimmed(text).toLowerCase());
  }
}

/** The text of a value, not yet escaped. */
export function writeScalar(type: Scalar, value: ScalarValue): string {
  return type === 'dateTime' ? writeNetTimestamp(Number(value)) : String(value);
}

function readWhole(text: string, [least, largest]: readonly [number, number]): ScalarReading {
  if (!INT.test(text)) return BAD_FORMAT;
  // Adding zero turns -0 into 0.
  const value = Number(text) + 0;
  return value >= least && value <= largest ? { ok: true, value } : OVERFLOW;
}

function readGuid(text: string): ScalarReading {
  const first = text[0];
  const bare =
    (first === '{' && text.endsWith('}')) || (first === '(' && text.endsWith(')')) ? text.slice(1, -1) : text;
  if (GUID.test(bare)) return { ok: true, value: bare };
  if (bare !== text || !GUID_PLAIN.test(bare)) return BAD_FORMAT;
  const value = `${bare.slice(0, 8)}-${bare.slice(8, 12)}-${bare.slice(12, 16)}-${bare.slice(16, 20)}-${bare.slice(20)}`;
  return { ok: true, value };
}

/** XML's own white space and no other: a no-break space is part of the value. */
function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return from === 0 && to === text.length ? text : text.slice(from, to);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
