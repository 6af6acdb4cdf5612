/**
 * What a ServiceStack system says of itself: the operations of its contract, and on which routes and verbs each is found.
 */
import type { RecordShape } from '../../formats/shape.ts';
import type { Contract, Operation } from '../contract.ts';

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

export interface ServiceStackOperation<Q extends RecordShape = RecordShape, A extends RecordShape = RecordShape>
  extends Operation<Q, A> {
  /** Under the prefix, beginning with `/`. A segment in braces, as `{provider}`, fills the request's member of that name. */
  readonly routes: readonly string[];
  /** The verbs that the service has a method for. Where it hasn't all, OPTIONS is answered with nothing. */
  readonly verbs: 'any' | readonly Verb[];
  /** The class that the framework names when a verb has no method. */
  readonly serviceName: string;
}

export interface ServiceStackContract<
  O extends Readonly<Record<string, ServiceStackOperation>> = Readonly<Record<string, ServiceStackOperation>>,
> extends Contract<O> {
  /** Of the request types, as the framework names them in messages. */
  readonly clrNamespace: string;
  /** What a caller without credentials is told: the first provider, as in `credentials realm="/auth/credentials"`. */
  readonly challenge: string;
  /** The page, under the prefix, that a browser without credentials is sent to. */
  readonly signInPage: string;
}
