import type { ServerResponse } from 'node:http';
import type { HttpReply, HttpRequest } from './exchange.ts';
import { usualName } from './usual-name.ts';

const NO_CONTENT = 204;
const TEXT = 'text/plain; charset=utf-8';

/** A reply over a bare response, which writes the same bytes that Fastify's reply does. */
export class DirectReply implements HttpReply {
  readonly request: HttpRequest;
  readonly raw: ServerResponse;
  #status = 200;
  /** Names and values by turns, as `writeHead` takes them. */
  readonly #headers: (string | number | readonly string[])[] = [];

  constructor(request: HttpRequest, response: ServerResponse) {
    this.request = request;
    this.raw = response;
  }

  code(status: number): this {
    this.#status = status;
    return this;
  }

  header(name: string, value: string | number | readonly string[]): this {
    const usual = usualName(name);
    const at = this.#placeOf(usual);
    if (at < 0) this.#headers.push(usual, value);
    else this.#headers[at + 1] = value;
    return this;
  }

  headers(values: Readonly<Record<string, string>>): this {
    for (const name in values) this.header(name, values[name] ?? '');
    return this;
  }

  send(body?: string | Uint8Array): this {
    if (body === undefined) {
      if (this.#status !== NO_CONTENT) this.header('content-length', '0');
    } else {
      if (typeof body === 'string' && this.#placeOf('Content-Type') < 0) this.header('content-type', TEXT);
      this.header('content-length', String(Buffer.byteLength(body)));
    }
    // An array within the list is several headers of one name.
    this.raw.writeHead(this.#status, this.#headers as string[]);
    this.raw.end(body);
    return this;
  }

  /** Takes back what was said of a body that won't come. What else was said holds for the answer to an error, too. */
  forgetBody(): void {
    for (const name of ['Content-Type', 'Content-Length']) {
      const at = this.#placeOf(name);
      if (at >= 0) this.#headers.splice(at, 2);
    }
  }

  #placeOf(usual: string): number {
    for (let at = 0; at < this.#headers.length; at += 2) if (this.#headers[at] === usual) return at;
    return -1;
  }
}
