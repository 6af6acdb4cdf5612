/**
 * Writing CSV (RFC 4180) in the manner of ServiceStack.Text, which makes a table of an answer.
 *
 * The table is the first member that is a list or a dictionary, whatever else the answer holds; an answer that has none is a table of one row, its own
 * members. `ResponseStatus` is never looked at for it. So an answer with a dictionary that is null is the line `Key,Value` and nothing else.
 * Source: reference, servicestack-webapi section 5.
 */
import { jsvValueWriter } from './jsv-write.ts';
import type { RecordShape, Shape, Writable } from './shape.ts';
import { type TextManner, textMembers } from './text-manner.ts';
import { xmlMembers } from './xml-members.ts';

const NEEDS_QUOTES = /[",\r\n]/;

/** One row, with its line break. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => (NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

/** Builds the writer of one record; build it once and keep it. */
export function csvWriter<const R extends RecordShape>(
  shape: R,
  manner: TextManner = {},
): (value: Writable<R>) => string {
  for (const { name, member } of xmlMembers(shape)) {
    const { type } = member;
    if (typeof type === 'string' || (type.kind !== 'list' && type.kind !== 'dictionary')) continue;
    const write = type.kind === 'list' ? listWriter(type.item, manner) : writeDictionary;
    // The value of a record shape is an object with these members; the loop over them hides it from the compiler.
    return (value) => write((value as Readonly<Record<string, unknown>>)[name] ?? null);
  }
  const { header, row } = recordRows(shape, manner);
  return (value) => header + row(value);
}

/** Builds the writer of a list of one record: a row of names, and a row for each. */
export function csvListWriter<const R extends RecordShape>(
  shape: R,
  manner: TextManner = {},
): (values: readonly Writable<R>[]) => string {
  return listWriter(shape, manner);
}

function listWriter(item: Shape, manner: TextManner): (value: unknown) => string {
  // The value of a list shape is an array.
  const itemsOf = (value: unknown) => (value ?? []) as readonly unknown[];
  if (typeof item === 'string' || item.kind !== 'record') {
    const write = cellWriter(item, manner);
    return (value) =>
      itemsOf(value)
        .map((one) => csvRow([write(one)]))
        .join('');
  }
  const { header, row } = recordRows(item, manner);
  return (value) => header + itemsOf(value).map(row).join('');
}

function recordRows(shape: RecordShape, manner: TextManner) {
  const members = textMembers(shape, manner).members.map(({ name, label, type }) => ({
    name,
    label,
    write: cellWriter(type, manner),
  }));
  return {
    header: csvRow(members.map(({ label }) => label)),
    row: (record: unknown): string => {
      // As above: the value of a record shape is an object with these members.
      const values = record as Readonly<Record<string, unknown>>;
      return csvRow(members.map(({ name, write }) => write(values[name] ?? null)));
    },
  };
}

/** A cell holds text as it is, and all else as JSV has it. */
function cellWriter(type: Shape, manner: TextManner): (value: unknown) => string {
  const write = type === 'string' ? String : jsvValueWriter(type, manner);
  return (value) => (value === null ? '' : write(value));
}

function writeDictionary(value: unknown): string {
  // As above: the value of a dictionary is an object of strings.
  const entries = Object.entries((value ?? {}) as Readonly<Record<string, string>>);
  return csvRow(['Key', 'Value']) + entries.map(csvRow).join('');
}
