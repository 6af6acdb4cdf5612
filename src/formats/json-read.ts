/**
 * Reading JSON in the manner of ServiceStack.Text: the text must be JSON (RFC 8259), and what it holds is taken with good will.
 *
 * Names match in any letter case, unknown ones are passed over (`__type` among them), and a value that can't be one of its member's type
 * is as good as absent: false for a boolean, null otherwise. Nothing of the text is quoted in an error: it may hold a password.
 */
import { readJsvScalar } from './jsv-scalar.ts';
import type { RecordShape, Scalar, Shape, ValueOf } from './shape.ts';
import { xmlMembers } from './xml-members.ts';

export type JsonReading<T> =
  | { readonly ok: true; readonly value: T }
  /** A sentence that quotes nothing. */
  | { readonly ok: false; readonly message: string };

type ReadValue = (json: unknown) => unknown;

/** Builds the reader of one record; build it once and keep it. Text that is empty, or `null`, is a record of nulls. */
export function jsonReader<const R extends RecordShape>(shape: R): (text: string) => JsonReading<ValueOf<R>> {
  const read = recordReader(shape);
  const reader = (text: string): JsonReading<unknown> => {
    const json = parse(text);
    if (json === undefined) return { ok: false, message: 'The text is not JSON.' };
    if (json === null) return { ok: true, value: read({}) };
    if (typeof json !== 'object' || Array.isArray(json)) return { ok: false, message: 'The JSON is not an object.' };
    return { ok: true, value: read(json) };
  };
  // The shape says at run time what its type says to the compiler, which can't follow it through the loop over the members.
  return reader as (text: string) => JsonReading<ValueOf<R>>;
}

function parse(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function valueReader(shape: Shape): ReadValue {
  if (typeof shape === 'string') return (json) => readScalarJson(shape, json);
  switch (shape.kind) {
    case 'enumeration':
      return (json) => (typeof json === 'string' && shape.values.includes(json) ? json : null);
    case 'list': {
      const item = valueReader(shape.item);
      return (json) => (Array.isArray(json) ? json.map(item).filter((value) => value !== null) : null);
    }
    case 'record': {
      const read = recordReader(shape);
      return (json) => (isObject(json) ? read(json) : null);
    }
    case 'dictionary':
      return readDictionary;
  }
}

function recordReader(shape: RecordShape): ReadValue {
  const members = xmlMembers(shape).map(({ name, member }) => ({ name, read: valueReader(member.type) }));
  const bySmallName = new Map(members.map((member) => [member.name.toLowerCase(), member]));
  return (json) => {
    const value: Record<string, unknown> = {};
    for (const { name } of members) value[name] = null;
    for (const [key, found] of Object.entries(json as object)) {
      const member = bySmallName.get(key.toLowerCase());
      if (member !== undefined && found !== null) value[member.name] = member.read(found);
    }
    return value;
  };
}

function isObject(json: unknown): json is object {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function readScalarJson(type: Scalar, json: unknown): unknown {
  if (json === null || typeof json === 'object') return type === 'boolean' ? false : null;
  const reading = readJsvScalar(type, String(json));
  if (reading.ok) return reading.value;
  return type === 'boolean' ? false : null;
}

function readDictionary(json: unknown): unknown {
  if (!isObject(json)) return null;
  const entries = Object.entries(json).filter(([, value]) => value !== null && typeof value !== 'object');
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}
