import type { RecordShape, Shape } from './shape.ts';
import { type TextManner, textMembers } from './text-manner.ts';

export type WriteValue = (value: unknown) => string;

/** What JSON and JSV do differently with a record. */
export interface TextNotation {
  /** Of a member. */
  readonly name: (name: string) => string;
  /** Of `__type`, whole. */
  readonly typeOf: (typeName: string) => string;
  readonly writerOf: (shape: Shape) => WriteValue;
}

/** Builds the writer of a record in braces: members in wire order by their labels, nulls left out, the type before them where it is told. */
export function textRecordWriter(shape: RecordShape, manner: TextManner, notation: TextNotation): WriteValue {
  const { typeName, members } = textMembers(shape, manner);
  const parts = members.map(({ name, label, type }) => ({
    name,
    label: `${notation.name(label)}:`,
    write: notation.writerOf(type),
  }));
  const first = typeName === undefined ? '' : notation.typeOf(typeName);
  return (record) => {
    // The value of a record shape is an object with these members; the compiler loses sight of it in the loop over them.
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
