/** HTTP messages as a golden page writes them, to and from their parts. */
import { readByteText, writeByteText } from './byte-text.ts';

export type Header = readonly [name: string, value: string];

export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
  /** The whole message as it is put on a socket. */
  readonly bytes: Buffer;
}

export interface WireResponse {
  /** For instance `HTTP/1.1 200 OK`. */
  readonly statusLine: string;
  /** Without those in `STRIPPED_HEADERS`; values hold one character for each byte. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

/** Headers that belong to one transfer and not to the answer. `content-length` is checked against the body before it is taken off. */
export const STRIPPED_HEADERS: ReadonlySet<string> = new Set([
  'date',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
]);

/** @throws when the block has no request line or a line of its head is no header */
export function readRequest(block: string): WireRequest {
  const { first, headers, body } = readMessage(block);
  const [method = '', target = '', version, ...rest] = first.split(' ');
  if (version === undefined || rest.length > 0) throw new Error(`"${first}" is no request line`);
  const isSized = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const sized: readonly Header[] =
    isSized || body.length === 0 ? headers : [...headers, ['Content-Length', String(body.length)]];
  const head = [first, ...sized.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
  return { method, target, headers: sized, body, bytes: Buffer.concat([Buffer.from(head, 'latin1'), body]) };
}

/** @throws when the block has no status line, a line of its head is no header, or a header is listed that the runner takes off */
export function readResponse(block: string): WireResponse {
  const { first, headers, body } = readMessage(block);
  if (!/^HTTP\/1\.1 \d{3}( |$)/.test(first)) throw new Error(`"${first}" is no status line`);
  for (const [name] of headers) {
    if (STRIPPED_HEADERS.has(name.toLowerCase())) throw new Error(`${name} is never listed in a response`);
  }
  return { statusLine: first, headers, body };
}

/** The block of a response. Content-Type comes first, what the wire's clients look at next, then the others by name. */
export function writeResponse({ statusLine, headers, body }: WireResponse): string {
  const sorted = headers.toSorted(([a], [b]) => rank(a) - rank(b) || compareText(a, b));
  const head = [statusLine, ...sorted.map(([name, value]) => `${capitalised(name)}: ${value}`.trimEnd())];
  const text = head.map((line) => writeByteText(Buffer.from(line, 'latin1'))).join('\n');
  return body.length === 0 ? text : `${text}\n\n${writeByteText(body)}`;
}

const FIRST_HEADERS = ['content-type', 'location', 'www-authenticate', 'set-cookie', 'cache-control'];

function rank(name: string): number {
  const place = FIRST_HEADERS.indexOf(name.toLowerCase());
  return place < 0 ? FIRST_HEADERS.length : place;
}

function compareText(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

const SPELLINGS: Readonly<Record<string, string>> = { 'www-authenticate': 'WWW-Authenticate', etag: 'ETag' };

function capitalised(name: string): string {
  const lower = name.toLowerCase();
  return SPELLINGS[lower] ?? lower.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

function readMessage(block: string): { first: string; headers: Header[]; body: Buffer } {
  const end = block.startsWith('\n') ? 0 : block.indexOf('\n\n');
  const head = end < 0 ? block.replace(/\n$/, '') : block.slice(0, end);
  const [first = '', ...lines] = head.split('\n').map((line) => readByteText(line).toString('latin1'));
  return {
    first,
    headers: lines.map(readHeader),
    body: end < 0 ? Buffer.alloc(0) : readByteText(block.slice(end + 2)),
  };
}

function readHeader(line: string): Header {
  const colon = line.indexOf(':');
  if (colon < 1) throw new Error(`"${line}" is no header`);
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}

/** An answer as it came. */
export interface Unstripped extends WireResponse {
  readonly isHead: boolean;
}

/**
 * Takes off what belongs to one transfer only.
 * @throws when Content-Length is not the length of the body
 */
export function strip({ statusLine, headers, body, isHead }: Unstripped): WireResponse {
  for (const [name, value] of headers) {
    if (name.toLowerCase() !== 'content-length' || isHead) continue;
    if (value !== String(body.length)) throw new Error(`Content-Length says ${value} and the body has ${body.length}`);
  }
  return { statusLine, headers: headers.filter(([name]) => !STRIPPED_HEADERS.has(name.toLowerCase())), body };
}
