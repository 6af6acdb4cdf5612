/**
 * What a ServiceStack system says of itself: the operations of its contract, and on which routes and verbs each is found.
 */
import type { RecordShape, ValueOf, Writable } from '../../formats/shape.ts';

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** What an operation answers: a record, or bare text that is the same in every format. */
export type ResponseShape = RecordShape | 'string';

export interface ServiceStackOperation<Q extends RecordShape = RecordShape, A extends ResponseShape = ResponseShape> {
  readonly name: string;
  /** The sentence that documents the operation on its pages; empty for none. */
  readonly doc: string;
  readonly request: Q;
  readonly response: A;
  /** Under the prefix, beginning with `/`. A segment in braces, as `{provider}`, fills the request's member of that name. */
  readonly routes: readonly string[];
  /** The verbs that the service has a method for. Where it hasn't all, OPTIONS is answered with nothing. */
  readonly verbs: 'any' | readonly Verb[];
  /** The class that the framework names when a verb has no method. */
  readonly serviceName: string;
  /** Its pages say so; whether a caller has credentials is for the dialect to see. */
  readonly requiresAuthentication: boolean;
  /** A yes that was negotiated as HTML is said in JSON: it is nothing to look at. */
  readonly neverHtml?: boolean;
  /** False where the framework loses the cookies of the answer over SOAP. */
  readonly cookiesOverSoap?: false;
}

export type ServiceStackOperations = Readonly<Record<string, ServiceStackOperation>>;

export interface ServiceStackContract<O extends ServiceStackOperations = ServiceStackOperations> {
  /** The service's name on its pages and in its description. */
  readonly name: string;
  /** Of the request and response types. */
  readonly namespace: string;
  /** Keyed by the operation's name. */
  readonly operations: O;
  /** A type as the framework names it in messages and in `__type`: `ServiceStack.Authenticate, ServiceStack.Client`. */
  readonly typeName: (shape: RecordShape) => string;
  /** What a caller without credentials is told: the first provider, as in `credentials realm="/auth/credentials"`. */
  readonly challenge: string;
}

export type RequestOf<O extends ServiceStackOperation> = ValueOf<O['request']>;

export type ResponseOf<O extends ServiceStackOperation> = O['response'] extends RecordShape
  ? Writable<O['response']>
  : string;
