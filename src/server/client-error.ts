import type { Socket } from 'node:net';
import { STATUS_CODES } from '../http/node-http.ts';

/** Statuses of Node's errors about what can't be read as HTTP; any other is a 400. */
const STATUSES: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** How long a client has to read the answer and hang up. */
const LINGER_MS = 1000;

/**
 * Answers what is no HTTP, or doesn't arrive in time, in plain words and closes the connection. Nothing is logged: the error holds the raw bytes
 * of the request, secrets included.
 */
export function answerClientError(error: { readonly code?: string }, socket: Socket): void {
  // The client is gone already.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUSES[error.code ?? ''] ?? 400;
  const reason = STATUS_CODES[status] ?? '';
  const body = `${reason}\n`;
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Closed at once, what is still on its way in would make the kernel throw the answer away; left open, it could be held for ever.
  const lingering = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(lingering));
}
