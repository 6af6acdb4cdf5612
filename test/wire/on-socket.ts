import { connect } from 'node:net';
import { type Header, strip, type WireRequest, type WireResponse } from './http-text.ts';
import type { Transport } from './transport.ts';

/** How long a server may take to answer in full before the case fails. */
const ANSWER_MS = 10_000;

/** Puts the very bytes of a request on a socket, each on a connection of its own, and reads the answer as HTTP/1.1 frames it. */
export const onSocket: Transport = {
  name: 'socket',
  connect: async (demo) => {
    const ports = await demo.listen();
    return (site, request) => exchange(ports[site], request);
  },
};

function exchange(port: number, request: WireRequest): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const isHead = request.method === 'HEAD';
    const socket = connect(port, '127.0.0.1');
    let received = Buffer.alloc(0);
    const finish = (hasEnded: boolean, why?: Error) => {
      try {
        const answer = readAnswer(received, isHead, hasEnded);
        if (answer !== undefined) resolve(answer);
        else if (hasEnded)
          reject(why ?? new Error(`the connection closed after ${received.length} bytes of an answer`));
        else return;
      } catch (error) {
        reject(error);
      }
      socket.destroy();
    };
    socket.setTimeout(ANSWER_MS, () => finish(true, new Error('no full answer in time')));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      finish(false);
    });
    socket.on('end', () => finish(true));
    // A server may answer and close while a large request is still being written; what it said before counts.
    socket.on('error', (error) => finish(true, error));
    socket.write(request.bytes);
  });
}

/** The answer once all of it is there, else undefined. */
function readAnswer(bytes: Buffer, isHead: boolean, hasEnded: boolean): WireResponse | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const rest = bytes.subarray(end + 4);
  if (/^HTTP\/1\.1 1\d\d /.test(statusLine)) return readAnswer(rest, isHead, hasEnded);
  const headers = lines.map((line): Header => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const body = readBody(rest, headers, isHead || /^HTTP\/1\.1 (204|304) /.test(statusLine), hasEnded);
  return body === undefined ? undefined : strip({ statusLine, headers, body, isHead });
}

function readBody(rest: Buffer, headers: readonly Header[], isBare: boolean, hasEnded: boolean): Buffer | undefined {
  if (isBare) return Buffer.alloc(0);
  const headerOf = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (headerOf('transfer-encoding') === 'chunked') return readChunks(rest);
  const length = headerOf('content-length');
  if (length === undefined) return hasEnded ? rest : undefined;
  return rest.length < Number(length) ? undefined : rest.subarray(0, Number(length));
}

function readChunks(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) throw new Error('a chunk without a size');
    if (bytes.length < lineEnd + 2 + size + 2) return undefined;
    if (size === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
