/**
 * Reading JSON in the manner of ServiceStack.Text: the text must be JSON (RFC 8259), and what it holds is taken with good will (see
 * `record-tree`). Nothing of the text is quoted in an error: it may hold a password.
 */
import { isTreeObject, recordBinder } from './record-tree.ts';
import type { RecordShape, ValueOf } from './shape.ts';

export type TextReading<T> =
  | { readonly ok: true; readonly value: T }
  /** A sentence that quotes nothing. */
  | { readonly ok: false; readonly message: string };

const NOT_JSON = { ok: false, message: 'The text is not JSON.' } as const;

/** Builds the reader of one record; build it once and keep it. Text that is empty, or `null`, is a record of nulls. */
export function jsonReader<const R extends RecordShape>(shape: R): (text: string) => TextReading<ValueOf<R>> {
  const bind = recordBinder(shape);
  const reader = (text: string): TextReading<unknown> => {
    const json = parse(text);
    if (json === undefined) return NOT_JSON;
    if (json === null) return { ok: true, value: bind({}) };
    return isTreeObject(json) ? { ok: true, value: bind(json) } : { ok: false, message: 'The JSON is not an object.' };
  };
  // The shape says at run time what its type says to the compiler, which can't follow it through the loop over the members.
  return reader as (text: string) => TextReading<ValueOf<R>>;
}

/** Builds the reader of a list of one record. Text that is empty, or `null`, is an empty list. */
export function jsonListReader<const R extends RecordShape>(shape: R): (text: string) => TextReading<ValueOf<R>[]> {
  const bind = recordBinder(shape);
  const reader = (text: string): TextReading<unknown> => {
    const json = parse(text);
    if (json === undefined) return NOT_JSON;
    if (json === null) return { ok: true, value: [] };
    if (!Array.isArray(json) || !json.every(isTreeObject)) {
      return { ok: false, message: 'The JSON is not an array of objects.' };
    }
    return { ok: true, value: json.map(bind) };
  };
  // As above.
  return reader as (text: string) => TextReading<ValueOf<R>[]>;
}

function parse(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    // A number too long for a double would come out as another; where text is due, its digits are what was meant.
    return LONG_NUMBER.test(text) ? JSON.parse(text, digitsKept) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const LONG_NUMBER = /\d{16}/;
const WHOLE = /^-?\d{16,}$/;

function digitsKept(_key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  return typeof value === 'number' && source !== undefined && WHOLE.test(source) ? source : value;
}
