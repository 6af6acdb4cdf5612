/**
 * Writing JSV in the manner of ServiceStack.Text: members in wire order, nulls left out, quotes only where they are needed, booleans as
 * .NET writes them.
 */
import { jsvName, jsvText } from './jsv-tree.ts';
import type { RecordShape, Scalar, Shape, Writable } from './shape.ts';
import type { TextManner } from './text-manner.ts';
import { textRecordWriter, type WriteValue } from './text-record-write.ts';
import { writeScalar } from './xml-lexical.ts';

/** Builds the writer of one record; build it once and keep it. A record without members that are set is `{}`. */
export function jsvWriter<const R extends RecordShape>(
  shape: R,
  manner: TextManner = {},
): (value: Writable<R>) => string {
  return recordWriter(shape, manner);
}

/** Builds the writer of any value, for what stands in a cell of CSV. */
export function jsvValueWriter(shape: Shape, manner: TextManner = {}): WriteValue {
  if (typeof shape === 'string') return (value) => writeJsvScalar(shape, value);
  switch (shape.kind) {
    case 'enumeration':
      return (value) => jsvText(String(value));
    case 'list': {
      const item = jsvValueWriter(shape.item, manner);
      // The value of a list shape is an array; the compiler lost sight of it in the loop over the members.
      return (value) => `[${(value as readonly unknown[]).map((one) => (one === null ? '' : item(one))).join(',')}]`;
    }
    case 'record':
      return recordWriter(shape, manner);
    case 'dictionary':
      return writeDictionary;
  }
}

function writeJsvScalar(type: Scalar, value: unknown): string {
  switch (type) {
    case 'boolean':
      return value === true ? 'True' : 'False';
    case 'guid':
      return String(value).replaceAll('-', '');
    case 'dateTime':
      return writeScalar(type, Number(value));
    default:
      return jsvText(String(value));
  }
}

function recordWriter(shape: RecordShape, manner: TextManner): WriteValue {
  return textRecordWriter(shape, manner, {
    name: (text) => text,
    typeOf: (typeName) => `__type:${jsvText(typeName)}`,
    writerOf: (type) => jsvValueWriter(type, manner),
  });
}

function writeDictionary(value: unknown): string {
  // As above: the value of a dictionary is an object of strings.
  const entries = Object.entries(value as Readonly<Record<string, string>>);
  return `{${entries.map(([key, text]) => `${jsvName(key)}:${jsvText(text)}`).join(',')}}`;
}
