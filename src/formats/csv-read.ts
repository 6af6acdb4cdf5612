/**
 * Reading CSV (RFC 4180): rows of cells, and records from them.
 *
 * Rows end in CRLF or in either of the two; cells are parted by commas; a cell in quotes may hold all of these, and a quote in it is doubled. A
 * record is a row of names and a row of values. Reading takes one pass.
 */
import type { TextReading } from './json-read.ts';
import { type JsvTree, readJsvTree } from './jsv-tree.ts';
import { recordBinder } from './record-tree.ts';
import type { RecordShape, Shape, ValueOf } from './shape.ts';
import { xmlMembers } from './xml-members.ts';

export type CsvReading =
  | { readonly ok: true; readonly rows: readonly (readonly string[])[] }
  /** A sentence that quotes nothing. */
  | { readonly ok: false; readonly message: string };

/** The most cells in one row. */
const LONGEST_ROW = 1000;

/**
 * The rows of a text. An empty line is a row of one empty cell; a line break at the very end begins no row.
 * @param most rows to read; what comes behind them isn't looked at
 */
export function readCsv(text: string, most = Number.POSITIVE_INFINITY): CsvReading {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; rows.length < most && (at < text.length || row.length > 0); ) {
    const cell = readCell(text, at);
    if (cell === undefined) return failed('a quote is out of place', at);
    row.push(cell.value);
    if (row.length > LONGEST_ROW) return failed(`a row has more than ${LONGEST_ROW} cells`, at);
    at = cell.end;
    if (text[at] === ',') {
      at++;
      // A comma begins another cell, even when nothing follows.
      if (at < text.length) continue;
      row.push('');
    }
    rows.push(row);
    row = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return { ok: true, rows };
}

/**
 * Builds the reader of one record; build it once and keep it. An empty cell is a member that isn't given, what isn't a scalar stands in its cell as
 * JSV, and rows behind the second are passed over. Text that is empty is a record of nulls.
 */
export function csvReader<const R extends RecordShape>(shape: R): (text: string) => TextReading<ValueOf<R>> {
  const bind = recordBinder(shape);
  const types = new Map(xmlMembers(shape).map(({ name, member }) => [name.toLowerCase(), member.type]));
  const reader = (text: string): TextReading<unknown> => {
    const reading = readCsv(text, 2);
    if (!reading.ok) return reading;
    const [names = [], cells = []] = reading.rows;
    const tree: Record<string, JsvTree> = Object.create(null);
    for (const [index, name] of names.entries()) {
      const cell = cells[index] ?? '';
      if (cell !== '') tree[name.trim()] = cellTree(types.get(name.trim().toLowerCase()), cell);
    }
    return { ok: true, value: bind(tree) };
  };
  // The shape says at run time what its type says to the compiler, which can't follow it through the loop over the members.
  return reader as (text: string) => TextReading<ValueOf<R>>;
}

function cellTree(type: Shape | undefined, cell: string): JsvTree {
  if (type === undefined || typeof type === 'string' || type.kind === 'enumeration') return cell;
  const reading = readJsvTree(cell);
  return reading.ok ? reading.tree : null;
}

/** The cell that begins at a place, and where it ends. Undefined when its quotes don't close, or something follows them. */
function readCell(text: string, from: number): { readonly value: string; readonly end: number } | undefined {
  if (text[from] !== '"') {
    let end = from;
    while (end < text.length && !',\r\n'.includes(text.charAt(end))) end++;
    const value = text.slice(from, end);
    return value.includes('"') ? undefined : { value, end };
  }
  let value = '';
  for (let at = from; ; ) {
    const end = text.indexOf('"', at + 1);
    if (end < 0) return undefined;
    value += text.slice(at + 1, end);
    at = end + 1;
    if (text[at] !== '"')
      return at >= text.length || ',\r\n'.includes(text.charAt(at)) ? { value, end: at } : undefined;
    value += '"';
  }
}

function failed(fault: string, at: number): CsvReading {
  return { ok: false, message: `The text is not CSV: ${fault} at position ${at + 1}.` };
}
