/**
 * What a contract is made of: the typed value that says, once, what a system offers on its wire.
 *
 * A platform reads requests, writes answers and prints its own documentation from a contract. The contract knows shapes and words, never
 * what an operation does: that is the dialect's mapping.
 */
import type { RecordShape, ValueOf, Writable } from '../formats/shape.ts';

export interface Operation<Q extends RecordShape = RecordShape, A extends RecordShape = RecordShape> {
  readonly name: string;
  /** The sentence that documents the operation on the platform's own pages. */
  readonly doc: string;
  readonly request: Q;
  readonly response: A;
}

export interface Contract<O extends Readonly<Record<string, Operation>> = Readonly<Record<string, Operation>>> {
  /** The service's name on its pages and in its description. */
  readonly name: string;
  readonly namespace: string;
  readonly doc: string;
  /** Keyed by the operation's name. */
  readonly operations: O;
}

export type RequestOf<O extends Operation> = ValueOf<O['request']>;
export type ResponseOf<O extends Operation> = Writable<O['response']>;

export function operation<Q extends RecordShape, A extends RecordShape>(
  name: string,
  doc: string,
  request: Q,
  response: A,
): Operation<Q, A> {
  return { name, doc, request, response };
}
