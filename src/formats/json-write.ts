/**
 * Writing JSON in the manner of ServiceStack.Text: members in wire order, by the names that the shape gives them, nulls left out.
 */
import type { RecordShape, Scalar, Shape, Writable } from './shape.ts';
import { xmlMembers } from './xml-members.ts';

type WriteValue = (value: unknown) => string;

/** Builds the writer of one record; build it once and keep it. A record without members that are set is `{}`. */
export function jsonWriter<const R extends RecordShape>(shape: R): (value: Writable<R>) => string {
  return recordWriter(shape);
}

function valueWriter(shape: Shape): WriteValue {
  if (typeof shape === 'string') return scalarWriter(shape);
  switch (shape.kind) {
    case 'enumeration':
      return (value) => JSON.stringify(value);
    case 'list': {
      const item = valueWriter(shape.item);
      // The value of a list shape is an array; the compiler lost sight of it in the loop over the members.
      return (value) =>
        `[${(value as readonly unknown[]).map((one) => (one === null ? 'null' : item(one))).join(',')}]`;
    }
    case 'record':
      return recordWriter(shape);
    case 'dictionary':
      return (value) => JSON.stringify(value);
  }
}

function scalarWriter(type: Scalar): WriteValue {
  if (type === 'dateTime') return (value) => `"\\/Date(${String(value)})\\/"`;
  return (value) => JSON.stringify(value);
}

function recordWriter(shape: RecordShape): WriteValue {
  const members = xmlMembers(shape).map(({ name, member }) => ({
    name,
    label: `${JSON.stringify(name)}:`,
    write: valueWriter(member.type),
  }));
  return (record) => {
    // As above: the value of a record shape is an object with these members.
    const values = record as Readonly<Record<string, unknown>>;
    let written = '';
    for (const { name, label, write } of members) {
      const value = values[name] ?? null;
      if (value === null) continue;
      written += `${written === '' ? '' : ','}${label}${write(value)}`;
    }
    return `{${written}}`;
  };
}
