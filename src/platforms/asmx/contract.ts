/**
 * What an ASMX service adds to a contract: for each operation the action that names it on the wire, and the SOAP headers that travel with
 * its request and its answer.
 */
import {
  type Members,
  type RecordOf,
  type RecordShape,
  record,
  type ValueOf,
  type Writable,
} from '../../formats/shape.ts';
import type { Contract, Operation, RequestOf, ResponseOf } from '../contract.ts';

/** The shape of a SOAP header, whose name is that of its element; undefined when the operation has none in this direction. */
export type HeaderShape = RecordShape | undefined;

export interface AsmxOperation<
  Q extends RecordShape = RecordShape,
  A extends RecordShape = RecordShape,
  I extends HeaderShape = HeaderShape,
  O extends HeaderShape = HeaderShape,
> extends Operation<Q, A> {
  /** The SOAPAction of SOAP 1.1 and the `action` parameter of SOAP 1.2, compared character by character. */
  readonly soapAction: string;
  readonly inputHeader: I;
  readonly outputHeader: O;
}

export type AsmxContract<O extends Readonly<Record<string, AsmxOperation>> = Readonly<Record<string, AsmxOperation>>> =
  Contract<O>;

/** One request as an operation is asked it. */
export interface AsmxCall<O extends AsmxOperation> {
  /** In the manner of XmlSerializer: a parameter that is missing or nil is null. */
  readonly parameters: RequestOf<O>;
  /** Null when the request has none, whatever the contract says. */
  readonly header: O['inputHeader'] extends RecordShape ? ValueOf<O['inputHeader']> | null : null;
}

/** The operation's own answer. */
export interface AsmxYes<O extends AsmxOperation> {
  readonly kind: 'yes';
  readonly response: ResponseOf<O>;
  /** Without one, the answer has no SOAP header at all. */
  readonly header?: (O['outputHeader'] extends RecordShape ? Writable<O['outputHeader']> : never) | undefined;
}

export interface AsmxParts<Q extends Members, A extends Members, I extends HeaderShape, O extends HeaderShape> {
  readonly doc: string;
  /** In wire order. */
  readonly parameters: Q;
  /** In wire order: the result first, then what .NET calls out parameters. */
  readonly results: A;
  readonly inputHeader: I;
  readonly outputHeader: O;
}

/** An operation in the document/literal wrapped style, with the names that ASMX derives: `X`, `XResponse`, and namespace + `X` as action. */
export function asmxOperation<
  const Q extends Members,
  const A extends Members,
  I extends HeaderShape,
  O extends HeaderShape,
>(namespace: string, name: string, parts: AsmxParts<Q, A, I, O>): AsmxOperation<RecordOf<Q>, RecordOf<A>, I, O> {
  return {
    name,
    doc: parts.doc,
    request: record(name, namespace, parts.parameters),
    response: record(`${name}Response`, namespace, parts.results),
    soapAction: namespace + name,
    inputHeader: parts.inputHeader,
    outputHeader: parts.outputHeader,
  };
}
