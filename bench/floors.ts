/**
 * The floors: what bare `node:http` does with the same request and the same answer, so that a ratio tells what is ours and what is Node's.
 *
 * The form floor reads the request as what it is sent as (a form or JSON) and writes the answer as JSON. The SOAP floor reads the whole
 * envelope, looks at none of it, and sends bytes that are ready.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { answerOrders } from './child/orders.ts';

/** An answer of the server under test, to be given by the floor. */
export interface FloorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

let answer: FloorAnswer = { status: 200, headers: {}, body: '' };
let answerValue: unknown;
let answerBytes = Buffer.alloc(0);

function whole(request: IncomingMessage, then: (body: Buffer) => void): void {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => then(pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces)));
}

function send(response: ServerResponse, body: string | Buffer): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const form = createServer((request, response) => {
  whole(request, (body) => {
    const text = body.toString();
    const isJson = request.headers['content-type']?.includes('json') === true;
    const fields: unknown = isJson ? JSON.parse(text) : parse(text);
    if (typeof fields !== 'object') throw new Error('a request without fields');
    send(response, answerValue === undefined ? answer.body : JSON.stringify(answerValue));
  });
});

const soap = createServer((request, response) => whole(request, () => send(response, answerBytes)));

async function listen(server: typeof form): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP listener's address is never a path.
  return (server.address() as AddressInfo).port;
}

answerOrders(
  {
    answer: (given: FloorAnswer) => {
      answer = given;
      answerBytes = Buffer.from(given.body);
      answerValue = given.headers['content-type']?.includes('json') === true ? JSON.parse(given.body) : undefined;
    },
  },
  { ports: { form: await listen(form), soap: await listen(soap) } },
);
