/**
 * JSV, the text format of ServiceStack: JSON's braces and brackets with CSV's quotes. `{Name:Ada,Roles:[a,"b,c"],Meta:{k:v}}`.
 *
 * Text needs quotes only when it holds a character of the format's own, and a quote in it is doubled. There are no types: every end of
 * the tree is text. Nothing before a `,` or the closing bracket is nothing at all, and `""` is the empty text. Reading takes one pass and no
 * recursion deeper than `DEEPEST`.
 */

/** Text, or a list or map of it. A map has no prototype, so that no name in it means anything. */
export type JsvTree = string | null | readonly JsvTree[] | { readonly [name: string]: JsvTree };

export type JsvTreeReading =
  | { readonly ok: true; readonly tree: JsvTree }
  /** A sentence that quotes nothing. */
  | { readonly ok: false; readonly message: string };

/** Levels of braces and brackets: as many as XML may have. */
export const DEEPEST = 32;

/** Characters that make quotes necessary. */
const OWN = /[":,{}[\]\r\n]/;

/** Reads a whole text. White space around what is in braces, brackets or quotes counts for nothing; within bare text it stays. */
export function readJsvTree(text: string): JsvTreeReading {
  const cursor: Cursor = { text, at: 0, fault: undefined };
  const tree = readValue(cursor, '', 0);
  if (cursor.fault === undefined && cursor.at < text.length) cursor.fault = 'text after the end';
  return cursor.fault === undefined
    ? { ok: true, tree }
    : { ok: false, message: `The text is not JSV: ${cursor.fault} at position ${cursor.at + 1}.` };
}

/** Text as an end of a tree. */
export function jsvText(text: string): string {
  return text === '' || OWN.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Text as the name of a member of a map: white space around it would be taken for layout. */
export function jsvName(text: string): string {
  return text === text.trim() ? jsvText(text) : `"${text.replaceAll('"', '""')}"`;
}

interface Cursor {
  readonly text: string;
  at: number;
  /** The first thing that was wrong; `at` stays there. */
  fault: string | undefined;
}

/** Reads one value and what is white around it, up to a character of `ends` or the end of the text. */
function readValue(cursor: Cursor, ends: string, depth: number): JsvTree {
  const from = cursor.at;
  skipWhite(cursor);
  const first = cursor.text[cursor.at];
  if (first === '{' || first === '[') {
    if (depth === DEEPEST) return failed(cursor, `more than ${DEEPEST} levels`);
    cursor.at++;
    const tree = first === '{' ? readMap(cursor, depth + 1) : readList(cursor, depth + 1);
    skipWhite(cursor);
    return tree;
  }
  if (first === '"') {
    const text = readQuoted(cursor);
    skipWhite(cursor);
    return text;
  }
  cursor.at = from;
  return readBare(cursor, ends);
}

function readMap(cursor: Cursor, depth: number): JsvTree {
  const map: Record<string, JsvTree> = Object.create(null);
  skipWhite(cursor);
  if (took(cursor, '}')) return map;
  while (cursor.fault === undefined) {
    skipWhite(cursor);
    const name = cursor.text[cursor.at] === '"' ? readQuoted(cursor) : readBare(cursor, ':,}')?.trim();
    skipWhite(cursor);
    if (!took(cursor, ':')) return failed(cursor, 'a colon is missing');
    map[name ?? ''] = readValue(cursor, ',}', depth);
    if (cursor.fault !== undefined || took(cursor, '}')) return map;
    if (!took(cursor, ',')) return failed(cursor, 'a comma or a brace is missing');
  }
  return map;
}

function readList(cursor: Cursor, depth: number): JsvTree {
  const list: JsvTree[] = [];
  const from = cursor.at;
  skipWhite(cursor);
  // Blanks alone may be the list's one text; only a line break makes them layout.
  if (!hasLineBreak(cursor.text, from, cursor.at)) cursor.at = from;
  if (took(cursor, ']')) return list;
  while (cursor.fault === undefined) {
    list.push(readValue(cursor, ',]', depth));
    if (cursor.fault !== undefined || took(cursor, ']')) return list;
    if (!took(cursor, ',')) return failed(cursor, 'a comma or a bracket is missing');
  }
  return list;
}

function readQuoted(cursor: Cursor): string | null {
  const { text } = cursor;
  let read = '';
  for (;;) {
    const end = text.indexOf('"', cursor.at + 1);
    if (end < 0) return failed(cursor, 'a quote is not closed');
    read += text.slice(cursor.at + 1, end);
    cursor.at = end + 1;
    if (text[cursor.at] !== '"') return read;
    read += '"';
  }
}

/** Text without quotes. In one that spans lines, as in indented JSV, the white space around it is layout. */
function readBare(cursor: Cursor, ends: string): string | null {
  const { text } = cursor;
  const from = cursor.at;
  while (cursor.at < text.length && !ends.includes(text.charAt(cursor.at))) cursor.at++;
  if (cursor.at === from) return null;
  const bare = text.slice(from, cursor.at);
  const read = hasLineBreak(text, from, cursor.at) ? bare.trim() : bare;
  return read === '' ? null : read;
}

function took(cursor: Cursor, expected: string): boolean {
  if (cursor.text[cursor.at] !== expected) return false;
  cursor.at++;
  return true;
}

function skipWhite(cursor: Cursor): void {
  while (isWhite(cursor.text.charCodeAt(cursor.at))) cursor.at++;
}

function isWhite(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

function hasLineBreak(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || code === 0x0d) return true;
  }
  return false;
}

function failed(cursor: Cursor, fault: string): null {
  cursor.fault ??= fault;
  return null;
}
