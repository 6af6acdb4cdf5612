import type { RecordShape, Writable } from '../../formats/shape.ts';
import type { XmlElement } from '../../formats/xml-read.ts';
import { xmlSerializerReader } from '../../formats/xml-serializer-read.ts';
import { xmlSerializerWriter } from '../../formats/xml-serializer-write.ts';
import type { XmlValueReading } from '../../formats/xml-value.ts';
import type { AsmxCall, AsmxContract, AsmxOperation, AsmxYes, HeaderShape } from './contract.ts';
import type { AsmxFault } from './fault.ts';

/** What the dialect does for each operation of a contract. `Context` is whatever it wants to know about the request besides the call. */
export type AsmxAnswers<C extends AsmxContract, Context> = {
  readonly [K in keyof C['operations']]: (
    call: AsmxCall<C['operations'][K]>,
    context: Context,
  ) => Promise<AsmxYes<C['operations'][K]> | AsmxFault>;
};

/** An operation with its readers and writers built and its answer at hand. */
export interface BoundOperation<Context> {
  readonly name: string;
  readonly namespace: string;
  readonly inputHeader: HeaderShape;
  readonly readParameters: (wrapper: XmlElement | undefined) => XmlValueReading<unknown>;
  readonly readHeader: ((block: XmlElement) => XmlValueReading<unknown>) | undefined;
  readonly writeResponse: (response: unknown) => string;
  readonly writeHeader: (header: unknown) => string;
  readonly answer: (
    call: { readonly parameters: unknown; readonly header: unknown },
    context: Context,
  ) => Promise<{ readonly kind: 'yes'; readonly response: unknown; readonly header?: unknown } | AsmxFault>;
}

/** A contract ready to serve, found by either of the two names that a request can give an operation. */
export interface BoundContract<Context> {
  readonly byAction: ReadonlyMap<string, BoundOperation<Context>>;
  /** By the wrapper element's name in the contract's namespace. */
  readonly byElement: ReadonlyMap<string, BoundOperation<Context>>;
  readonly namespace: string;
}

/** Builds everything that can be built before the first request. */
export function bindContract<C extends AsmxContract, Context>(
  contract: C,
  answers: AsmxAnswers<C, Context>,
): BoundContract<Context> {
  const byAction = new Map<string, BoundOperation<Context>>();
  const byElement = new Map<string, BoundOperation<Context>>();
  for (const [name, operation] of Object.entries(contract.operations)) {
    // Each answer takes the call that its own operation reads. The mapped type above holds them together for whoever writes them;
    // from here on they travel in one list, where the compiler can no longer tell which goes with which.
    const answer = answers[name as keyof C['operations']] as unknown as BoundOperation<Context>['answer'];
    const bound = bindOperation(operation, answer);
    byAction.set(operation.soapAction, bound);
    byElement.set(name, bound);
  }
  return { byAction, byElement, namespace: contract.namespace };
}

function bindOperation<Context>(
  operation: AsmxOperation,
  answer: BoundOperation<Context>['answer'],
): BoundOperation<Context> {
  const { name, request, response, inputHeader, outputHeader } = operation;
  return {
    name,
    namespace: request.namespace,
    inputHeader,
    readParameters: xmlSerializerReader(request),
    readHeader: inputHeader === undefined ? undefined : xmlSerializerReader(inputHeader),
    writeResponse: writerOf(response),
    writeHeader: outputHeader === undefined ? () => '' : writerOf(outputHeader),
    answer,
  };
}

function writerOf(shape: RecordShape): (value: unknown) => string {
  const write = xmlSerializerWriter(shape);
  // As above: what is written is what the operation's own answer gave.
  return (value) => write(value as Writable<RecordShape>);
}
