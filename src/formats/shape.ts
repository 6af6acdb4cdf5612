/**
 * Shapes: what a value on a wire looks like, as plain data.
 *
 * A shape names records, their members in wire order, enumerations and lists. Readers and writers (XmlSerializer's, DataContractSerializer's,
 * JSON, …) are driven by shapes, and so are the pages and schemas that describe an operation, so the three can't drift apart. A shape
 * knows no operation, no transport and nothing of what its values mean.
 */

/** `short`, `int` and `long` are whole numbers of 16, 32 and 64 bits. */
export type Scalar = 'string' | 'short' | 'int' | 'long' | 'boolean' | 'dateTime' | 'guid';

/** A closed list of words. Reading any other word is an error of the wire. */
export interface Enumeration<V extends string = string> {
  readonly kind: 'enumeration';
  readonly name: string;
  readonly namespace: string;
  readonly values: readonly V[];
}

export interface List<I extends Shape = Shape> {
  readonly kind: 'list';
  /** The type's name in a schema, e.g. `ArrayOfPwsMessage`. */
  readonly name: string;
  /** The namespace of the item elements. */
  readonly namespace: string;
  /** The element name of one item. */
  readonly itemName: string;
  readonly item: I;
}

/** String keys to string values, in the way of `Dictionary<string, string>`. */
export interface Dictionary {
  readonly kind: 'dictionary';
}

export interface Member<T extends Shape = Shape> {
  readonly type: T;
  /** The schema's minOccurs is 1, and a help page says "Required". */
  readonly required?: boolean;
  /** The schema says that it may be nil, where not every member may. */
  readonly nillable?: boolean;
  /** A number, boolean, date or enumeration that may be nil, as `int?` in .NET; text, lists and records always may. */
  readonly nullable?: boolean;
  /** A null member is left out instead of written as nil, where the format would write nil. */
  readonly omitNull?: boolean;
  /** The sentence about this member on a help page. */
  readonly doc?: string;
  /** What a help page says of its kind beyond its type. */
  readonly dataType?: 'Password';
}

export type Members = Readonly<Record<string, Member>>;

/** A record of any members; where the members matter to the compiler, `RecordOf` names them. */
export interface RecordShape {
  readonly kind: 'record';
  readonly name: string;
  /** The namespace of the members' elements. */
  readonly namespace: string;
  /** Members of the base come first on the wire, in the base's own namespace. */
  readonly base: RecordShape | undefined;
  /** In wire order. */
  readonly members: Members;
}

export interface RecordOf<M extends Members, B extends RecordShape | undefined = undefined> extends RecordShape {
  readonly base: B;
  readonly members: M;
}

export type Shape = Scalar | Enumeration | List | Dictionary | RecordShape;

type ScalarValue = {
  string: string;
  short: number;
  int: number;
  long: number;
  boolean: boolean;
  dateTime: number;
  guid: string;
};

/** The TypeScript value of a shape. A `dateTime` is epoch milliseconds. Absent and nil are both `null`, as on these frameworks. */
export type ValueOf<S> = S extends Scalar
  ? ScalarValue[S]
  : S extends Enumeration<infer V>
    ? V
    : S extends List<infer I>
      ? ValueOf<I>[]
      : S extends Dictionary
        ? Record<string, string>
        : S extends RecordOf<infer M, infer B>
          ? { [K in keyof M]: ValueOf<M[K]['type']> | null } & (RecordShape extends B ? unknown : ValueOfBase<B>)
          : never;

/** Of a shape whose members the compiler doesn't know, the base's are left unsaid: it would look for a base's base for ever. */
type ValueOfBase<B> = B extends RecordShape ? ValueOf<B> : unknown;

/** What a writer accepts: members left out are null. */
export type Writable<S> = Partial<ValueOf<S>>;

export function record<const M extends Members>(name: string, namespace: string, members: M): RecordOf<M>;
export function record<const M extends Members, B extends RecordShape>(
  name: string,
  namespace: string,
  members: M,
  base: B,
): RecordOf<M, B>;
export function record(name: string, namespace: string, members: Members, base?: RecordShape): RecordShape {
  return { kind: 'record', name, namespace, members, base };
}

export function enumeration<const V extends string>(
  name: string,
  namespace: string,
  values: readonly V[],
): Enumeration<V> {
  return { kind: 'enumeration', name, namespace, values };
}

export function list<I extends Shape>(name: string, namespace: string, itemName: string, item: I): List<I> {
  return { kind: 'list', name, namespace, itemName, item };
}

export const dictionary: Dictionary = { kind: 'dictionary' };
