/**
 * One request and its reply, as far as what answers without the framework sees them: the part of Fastify's own two that every way to an answer has.
 * A function that asks for no more can be called with Fastify's objects and with those of `direct-door.ts`.
 */
import type { FastifyRequest } from 'fastify';

export type HttpRequest = Pick<FastifyRequest, 'method' | 'url' | 'query' | 'headers' | 'body' | 'ip' | 'raw' | 'log'>;

export interface HttpReply {
  /** What is replied to. */
  readonly request: Pick<HttpRequest, 'headers'>;
  /** Only to name the status in words of one's own. */
  readonly raw: { statusMessage: string };
  code(status: number): HttpReply;
  header(name: string, value: string | number | readonly string[]): HttpReply;
  headers(values: Readonly<Record<string, string>>): HttpReply;
  send(body?: string | Uint8Array): HttpReply;
}

/** Answers by `send`, at once or later. What it throws goes to the error handler of its scope. */
export type Answer = (request: HttpRequest, reply: HttpReply) => unknown;
