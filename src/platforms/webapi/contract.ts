/**
 * The manners of ASP.NET Web API 2, and of the Katana token endpoint that stands beside it in the same application.
 *
 * It owns how such a server routes, reads, writes, documents itself and says what went wrong, all driven by a contract. It refuses to know what an
 * operation does and which system it belongs to. Facts are those of the reference page on Web API and Katana, sections 11 and 12.
 */
import type { RecordShape } from '../../formats/shape.ts';
import type { Contract, Operation } from '../contract.ts';

export type WebApiVerb = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What an operation is told in its address: a piece of the path, as `{name}` there, or else a field of the query. Always text. */
export interface UriParameter {
  readonly name: string;
  readonly doc: string;
  readonly required: boolean;
}

export interface WebApiRoute {
  readonly verb: WebApiVerb;
  /** From the root of the site, with its leading slash. Matched in any case. */
  readonly path: string;
  /** Those of the path first. */
  readonly parameters?: readonly UriParameter[];
}

/** What a help page says about an operation besides its first sentence. */
export interface Remarks {
  readonly paragraphs: readonly string[];
  /** A request as it is to be typed. */
  readonly example?: string;
}

/** An operation without members in its request reads no body; one without members in its response answers 204. */
export interface WebApiOperation<Q extends RecordShape = RecordShape, A extends RecordShape = RecordShape>
  extends Operation<Q, A> {
  readonly verb: WebApiVerb;
  readonly path: string;
  readonly parameters: readonly UriParameter[];
  readonly remarks: Remarks;
}

/** One Web API application: its operations, the Katana token endpoint among them where there is one. */
export interface WebApiContract<
  O extends Readonly<Record<string, WebApiOperation>> = Readonly<Record<string, WebApiOperation>>,
> extends Contract<O> {
  readonly operations: O;
}

const NO_REMARKS: Remarks = { paragraphs: [] };

export function webApiOperation<Q extends RecordShape, A extends RecordShape>(
  name: string,
  { verb, path, parameters = [] }: WebApiRoute,
  doc: string,
  request: Q,
  response: A,
  remarks: Remarks = NO_REMARKS,
): WebApiOperation<Q, A> {
  return { name, doc, request, response, verb, path, parameters, remarks };
}

export function hasMembers(shape: RecordShape): boolean {
  return Object.keys(shape.members).length > 0 || (shape.base !== undefined && hasMembers(shape.base));
}
