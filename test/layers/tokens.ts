/**
 * TypeScript source as words, strings and signs: enough to find imports and calls, and never to mistake a comment, a string, a template or a
 * regular expression for code.
 */

export interface Token {
  readonly kind: 'word' | 'string' | 'template' | 'sign' | 'regex';
  /** A string's text without its quotes, as it is written between them. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

const WORD = /[\p{L}_$#][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d[\w.]*/y;
/** After these a slash begins a regular expression, not a division. */
const BEFORE_REGEX = /^(return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield|instanceof|export|default)$/;

export function readTokens(source: string): readonly Token[] {
  const reader = { source, at: 0, line: 1, tokens: [] as Token[] };
  readUntil(reader, undefined);
  return reader.tokens;
}

interface Reader {
  readonly source: string;
  at: number;
  line: number;
  readonly tokens: Token[];
}

/** Reads to the end, or to the brace that closes a template's `${`. */
function readUntil(reader: Reader, closing: '}' | undefined): void {
  const { source } = reader;
  let depth = 0;
  while (reader.at < source.length) {
    const sign = source.charAt(reader.at);
    if (closing !== undefined && sign === closing && depth === 0) return;
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    readOne(reader, sign);
  }
}

function readOne(reader: Reader, sign: string): void {
  const { source, at } = reader;
  if (/\s/.test(sign)) skip(reader, 1);
  else if (source.startsWith('//', at)) skip(reader, endOf(source, '\n', at, 0) - at);
  else if (source.startsWith('/*', at)) skip(reader, endOf(source, '*/', at + 2, 2) - at);
  else if (sign === '"' || sign === "'") readString(reader, sign);
  else if (sign === '`') readTemplate(reader);
  else if (sign === '/' && mayBeginRegex(reader.tokens.at(-1))) readRegex(reader);
  else {
    const word = matchAt(WORD, source, at) ?? matchAt(NUMBER, source, at);
    push(reader, word === undefined ? 'sign' : 'word', word ?? sign, word?.length ?? 1);
  }
}

function matchAt(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

function endOf(source: string, mark: string, from: number, length: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at + length;
}

function skip(reader: Reader, count: number): void {
  for (let i = 0; i < count; i += 1) if (reader.source[reader.at + i] === '\n') reader.line += 1;
  reader.at += count;
}

function push(reader: Reader, kind: Token['kind'], text: string, length: number): void {
  reader.tokens.push({ kind, text, line: reader.line });
  skip(reader, length);
}

function readString(reader: Reader, quote: string): void {
  let end = reader.at + 1;
  while (end < reader.source.length && reader.source[end] !== quote && reader.source[end] !== '\n') {
    end += reader.source[end] === '\\' ? 2 : 1;
  }
  push(reader, 'string', reader.source.slice(reader.at + 1, end), end + 1 - reader.at);
}

/** What stands in a template is one token; the code in its `${…}` is read as code, after it. */
function readTemplate(reader: Reader): void {
  const { source } = reader;
  push(reader, 'template', '`', 1);
  while (reader.at < source.length && source[reader.at] !== '`') {
    if (source.startsWith('${', reader.at)) {
      skip(reader, 2);
      readUntil(reader, '}');
      skip(reader, 1);
    } else {
      skip(reader, source[reader.at] === '\\' ? 2 : 1);
    }
  }
  skip(reader, 1);
}

function mayBeginRegex(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === 'word') return BEFORE_REGEX.test(before.text);
  return before.kind === 'sign' && !/^[)\]}]$/.test(before.text);
}

function readRegex(reader: Reader): void {
  const { source } = reader;
  let end = reader.at + 1;
  let isInClass = false;
  while (end < source.length && source[end] !== '\n' && (isInClass || source[end] !== '/')) {
    if (source[end] === '[') isInClass = true;
    if (source[end] === ']') isInClass = false;
    end += source[end] === '\\' ? 2 : 1;
  }
  push(reader, 'regex', source.slice(reader.at, end + 1), end + 1 - reader.at);
}
