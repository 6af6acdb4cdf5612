/**
 * Scalars as ServiceStack.Text reads them wherever they come as text: in a query string, in a form, between the quotes of JSON.
 */
import type { Scalar } from './shape.ts';
import { readScalar, type ScalarReading } from './xml-lexical.ts';

const TRUE: ScalarReading = { ok: true, value: true };
const FALSE: ScalarReading = { ok: true, value: false };
const BAD_FORMAT: ScalarReading = { ok: false, failure: 'format' };

/** The longest text that can be a boolean, so that no more than this is ever put into small letters. */
const LONGEST_BOOLEAN = 5;

/**
 * A boolean is `1 t T y Y on` or `0 f F n N`, or `true` or `false` in any case; of several values that were joined by commas the first
 * counts. A `dateTime` may also be `/Date(milliseconds)/`. The others are as in XML.
 */
export function readJsvScalar(type: Scalar, text: string): ScalarReading {
  if (type === 'boolean') return readBoolean(text);
  if (type === 'dateTime') {
    const at = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(text);
    if (at !== null) return { ok: true, value: Number(at[1]) };
  }
  return readScalar(type, text);
}

function readBoolean(text: string): ScalarReading {
  const comma = text.indexOf(',');
  const first = comma < 0 ? text : text.slice(0, comma);
  switch (first) {
    case '1':
    case 't':
    case 'T':
    case 'y':
    case 'Y':
    case 'on':
      return TRUE;
    case '0':
    case 'f':
    case 'F':
    case 'n':
    case 'N':
      return FALSE;
  }
  if (first.length > LONGEST_BOOLEAN) return BAD_FORMAT;
  const small = first.toLowerCase();
  if (small === 'true') return TRUE;
  return small === 'false' ? FALSE : BAD_FORMAT;
}
