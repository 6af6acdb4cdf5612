/**
 * Everything about an operation that is built once: how its requests are read and bound, and what performs it.
 */
import { xmlMembers } from '../../formats/xml-members.ts';
import type { Answer, Call } from './answer.ts';
import { binder } from './bind.ts';
import type { ServiceStackContract, ServiceStackOperation, Verb } from './contract.ts';
import { formats, type ReadBodies, type ReadBody, type Values } from './formats.ts';
import type { Host } from './host.ts';
import { notImplemented, type ServiceError } from './response-status.ts';

export interface Prepared {
  readonly operation: ServiceStackOperation;
  /** The request type as the framework's messages name it. */
  readonly typeName: string;
  readonly bind: ReturnType<typeof binder>;
  /** The request with nothing set. */
  readonly nothing: Values;
  /** By the format's key. */
  readonly readers: ReadonlyMap<string, ReadBody>;
  readonly listReaders: ReadonlyMap<string, ReadBodies>;
  readonly perform: (call: Call, request: unknown) => Promise<Answer<unknown>>;
}

/** By the operation's name. */
export type PreparedOperations = ReadonlyMap<string, Prepared>;

export function prepareOperations<C extends ServiceStackContract>(host: Host<C>): PreparedOperations {
  return new Map(
    Object.values(host.contract.operations).map((operation) => [operation.name, prepare(operation, host)]),
  );
}

function prepare<C extends ServiceStackContract>(
  operation: ServiceStackOperation,
  { contract, performers }: Host<C>,
): Prepared {
  const { request } = operation;
  const [typeName = request.name] = contract.typeName(request).split(',');
  const readers = new Map<string, ReadBody>();
  const listReaders = new Map<string, ReadBodies>();
  for (const { key, codec } of formats) {
    if (codec === undefined) continue;
    readers.set(key, codec.reader(request));
    if (codec.listReader !== undefined) listReaders.set(key, codec.listReader(request));
  }
  return {
    operation,
    typeName,
    bind: binder(request, typeName),
    nothing: Object.fromEntries(xmlMembers(request).map(({ name }) => [name, null])),
    readers,
    listReaders,
    // The mapped type keeps each performer with its operation; here they are taken by name, and the shapes keep the promise.
    perform: performers[operation.name as keyof C['operations']] as Prepared['perform'],
  };
}

/** Why a verb isn't for this operation, or undefined when it is. */
export function wrongVerb({ name, serviceName, verbs }: ServiceStackOperation, verb: Verb): ServiceError | undefined {
  if (verbs === 'any' || verbs.includes(verb)) return undefined;
  const method = `${verb.charAt(0)}${verb.slice(1).toLowerCase()}`;
  return notImplemented(`Could not find method named ${method}(${name}) or Any(${name}) on Service ${serviceName}`);
}

export function unknownOperation(name: string): ServiceError {
  const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
  return notImplemented(`The operation '${shown}' does not exist for this service`);
}

/** The longest name that an error repeats: the caller chose its length. */
const LONGEST_NAME = 100;
