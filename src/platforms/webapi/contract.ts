/**
 * The manners of ASP.NET Web API 2, and of the Katana token endpoint that stands beside it in the same application.
 *
 * It owns how such a server routes, reads, writes and says what went wrong, all driven by a contract. It refuses to know what an operation
 * does and which system it belongs to. Facts are those of the reference page on Web API and Katana, sections 11 and 12.
 */
import type { RecordShape } from '../../formats/shape.ts';
import type { Contract, Operation } from '../contract.ts';

export type WebApiVerb = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface WebApiOperation<Q extends RecordShape = RecordShape, A extends RecordShape = RecordShape>
  extends Operation<Q, A> {
  readonly verb: WebApiVerb;
  /** From the root of the site, with its leading slash. Matched in any case. */
  readonly path: string;
}

/** One Web API application: its operations, the Katana token endpoint among them where there is one. */
export interface WebApiContract<
  O extends Readonly<Record<string, WebApiOperation>> = Readonly<Record<string, WebApiOperation>>,
> extends Contract<O> {
  readonly operations: O;
}

export function webApiOperation<Q extends RecordShape, A extends RecordShape>(
  name: string,
  route: { readonly verb: WebApiVerb; readonly path: string },
  doc: string,
  request: Q,
  response: A,
): WebApiOperation<Q, A> {
  return { name, doc, request, response, verb: route.verb, path: route.path };
}
