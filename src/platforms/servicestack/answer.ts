/**
 * What an operation is asked with and what it may answer: the platform's side of the line to a dialect, in the framework's words.
 */
import type { FastifyRequest } from 'fastify';
import type { Cookies } from '../../formats/cookies.ts';
import type { RequestOf, ResponseOf, ServiceStackContract, Verb } from './contract.ts';
import type { ServiceError } from './response-status.ts';
import type { SetCookie } from './set-cookie.ts';

/** One call of an operation, around its request value. */
export interface Call {
  /** The request itself, for its headers and its address. */
  readonly request: FastifyRequest;
  /** After any override. */
  readonly verb: Verb;
  /** Came over TLS, or a proxy says so. */
  readonly isSecure: boolean;
  readonly cookies: Cookies;
  /** What a form, else the query, says under a name in any letter case; for what isn't a member of the request. */
  readonly field: (name: string) => string | undefined;
}

interface Said {
  readonly cookies?: readonly SetCookie[];
  /** Where a browser goes that asked for HTML, instead of seeing the answer. An address of this site. */
  readonly seeOther?: string | undefined;
}

/** A no: an error in ResponseStatus, or the framework's wordless answer to a caller without credentials. */
export type Failure =
  | ({ readonly kind: 'failed'; readonly error: ServiceError } & Said)
  | { readonly kind: 'unauthenticated'; readonly cookies?: readonly SetCookie[] };

export type Answer<V> = ({ readonly kind: 'done'; readonly value: V } & Said) | Failure;

/** What the dialect does for each operation of the contract. */
export type Performers<C extends ServiceStackContract> = {
  readonly [N in keyof C['operations']]: (
    call: Call,
    request: RequestOf<C['operations'][N]>,
  ) => Promise<Answer<ResponseOf<C['operations'][N]>>>;
};

export function failed(error: ServiceError): Extract<Failure, { kind: 'failed' }> {
  return { kind: 'failed', error };
}

/** The failure of an error from inside the operation. */
export function thrownInside(status: number, code: string, message: string): Extract<Failure, { kind: 'failed' }> {
  return failed({ thrown: 'in-service', status, code, message });
}
