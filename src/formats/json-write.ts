/**
 * Writing JSON in the manner of ServiceStack.Text: members in wire order, by the names that the shape gives them, nulls left out.
 */
import type { RecordShape, Scalar, Shape, Writable } from './shape.ts';
import type { TextManner } from './text-manner.ts';
import { textRecordWriter, type WriteValue } from './text-record-write.ts';

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
  return textRecordWriter(shape, manner, {
    name: JSON.stringify,
    typeOf: (typeName) => `"__type":${JSON.stringify(typeName)}`,
    writerOf: (type) => valueWriter(type, manner),
  });
}
