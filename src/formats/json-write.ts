/**
 * Writing JSON in the manner of ServiceStack.Text: members in wire order, by the names that the shape gives them, nulls left out.
 */
import type { RecordShape, Scalar, Shape, Writable } from './shape.ts';
import { type TextManner, textMembers } from './text-manner.ts';

type WriteValue = (value: unknown) => string;

/** Builds the writer of one record; build it once and keep it. A record without members that are set is `{}`. */
export function jsonWriter<const R extends RecordShape>(
  shape: R,
  manner: TextManner = {},
): (value: Writable<R>) => string {
  return recordWriter(shape, manner);
}

function valueWriter(shape: Shape, manner: TextManner): WriteValue {
  if (typeof shape === 'string') return scalarWriter(shape);
  switch (shape.kind) {
    case 'enumeration':
      return (value) => JSON.stringify(value);
    case 'list': {
      const item = valueWriter(shape.item, manner);
      // The value of a list shape is an array; the compiler lost sight of it in the loop over the members.
      return (value) =>
        `[${(value as readonly unknown[]).map((one) => (one === null ? 'null' : item(one))).join(',')}]`;
    }
    case 'record':
      return recordWriter(shape, manner);
    case 'dictionary':
      return (value) => JSON.stringify(value);
  }
}

function scalarWriter(type: Scalar): WriteValue {
  if (type === 'dateTime') return (value) => `"\\/Date(${String(value)})\\/"`;
  return (value) => JSON.stringify(value);
}

function recordWriter(shape: RecordShape, manner: TextManner): WriteValue {
  const { typeName, members } = textMembers(shape, manner);
  const parts = members.map(({ name, label, type }) => ({
    name,
    label: `${JSON.stringify(label)}:`,
    write: valueWriter(type, manner),
  }));
  const first = typeName === undefined ? '' : `"__type":${JSON.stringify(typeName)}`;
  return (record) => {
    // As above: the value of a record shape is an object with these members.
    const values = record as Readonly<Record<string, unknown>>;
    let written = first;
    for (const { name, label, write } of parts) {
      const value = values[name] ?? null;
      if (value === null) continue;
      written += `${written === '' ? '' : ','}${label}${write(value)}`;
    }
    return `{${written}}`;
  };
}
