/**
 * From a request to the value of its operation: the body read in its format, then what path, query and form say laid over it.
 *
 * On a route the path is laid over the body, the query over the path, the form over the query. On a predefined route the body is read in the
 * path's format whatever its Content-Type says, and the query counts only where there is no body. Names match in any letter case, unknown names and empty
 * values are passed over; what isn't a scalar is given as JSV. Source: reference, servicestack-webapi section 4.
 */
import type { Form } from '../../formats/form.ts';
import type { TextReading } from '../../formats/json-read.ts';
import { readJsvScalar } from '../../formats/jsv-scalar.ts';
import { readJsvTree } from '../../formats/jsv-tree.ts';
import { recordBinder } from '../../formats/record-tree.ts';
import type { RecordShape } from '../../formats/shape.ts';
import { decodeText } from '../../formats/text-encoding.ts';
import { xmlMembers } from '../../formats/xml-members.ts';
import type { ReadBody, Values } from './formats.ts';
import { type FieldError, notUnderstood, type ServiceError } from './response-status.ts';

export type Binding =
  | { readonly ok: true; readonly value: Values }
  | { readonly ok: false; readonly error: ServiceError };

/** A body as it came, and the format that it is in. */
export interface Body {
  readonly bytes: Uint8Array;
  /** The format's key. */
  readonly format: string;
  /** As the error names it. */
  readonly contentType: string;
  readonly charset: string | undefined;
}

/** The longest value that an error repeats: the client chose its length. */
const LONGEST_QUOTE = 100;

/**
 * Builds the binder of one operation; build it once and keep it.
 * @param typeName the request type as the framework names it, with its namespace
 */
export function binder(shape: RecordShape, typeName: string) {
  const members = textMembers(shape);
  const nothing: Values = Object.fromEntries(xmlMembers(shape).map(({ name }) => [name, null]));

  /** Lays `layers` over the body, each over those before it. Every value that can't be taken is named. */
  return (body: ReadableBody | undefined, layers: readonly Form[]): Binding => {
    let bound = nothing;
    if (body !== undefined) {
      const read = readBody(body, typeName);
      if (!read.ok) return read;
      bound = { ...nothing, ...read.value };
    }
    const errors: FieldError[] = [];
    for (const layer of layers) {
      if (layer.length > 0) bound = { ...bound, ...taken(layer, members, errors) };
    }
    if (errors.length === 0) return { ok: true, value: bound };
    return { ok: false, error: notUnderstood(`Unable to bind to request '${shape.name}'`, errors) };
  };
}

/** The error of a body, form or query that can't be read. The unbalanced quote is the framework's. */
export function notDeserialized(contentType: string, typeName: string, reason: string): ServiceError {
  return notUnderstood(`Could not deserialize '${contentType}' request using ${typeName}'\nError: ${reason}`);
}

interface ReadableBody extends Body {
  readonly read: ReadBody;
}

function readBody(body: ReadableBody, typeName: string): Binding {
  const text = textOf(body);
  const reading = text.ok ? body.read(text.value) : text;
  if (reading.ok) return { ok: true, value: reading.value };
  return { ok: false, error: notDeserialized(body.contentType, typeName, reading.message) };
}

/** A body's text, or the sentence of why its bytes are none. */
export function textOf({ bytes, charset }: Pick<Body, 'bytes' | 'charset'>): TextReading<string> {
  const decoding = decodeText(bytes, charset);
  if (decoding.ok) return { ok: true, value: decoding.text };
  return { ok: false, message: `The bytes are not text in ${decoding.encoding}.` };
}

interface TextMember {
  readonly name: string;
  /** Undefined when the text isn't a value of the member's type. */
  readonly read: (text: string) => unknown;
}

/** By their names in small letters. */
function textMembers(shape: RecordShape): ReadonlyMap<string, TextMember> {
  const bind = recordBinder(shape);
  const members = new Map<string, TextMember>();
  for (const { name, member } of xmlMembers(shape)) {
    const { type } = member;
    const read = (text: string): unknown => {
      if (typeof type === 'string') {
        const reading = readJsvScalar(type, text);
        return reading.ok ? reading.value : undefined;
      }
      const reading = readJsvTree(text);
      return reading.ok ? (bind({ [name]: reading.tree })[name] ?? undefined) : undefined;
    };
    members.set(name.toLowerCase(), { name, read });
  }
  return members;
}

function taken(layer: Form, members: ReadonlyMap<string, TextMember>, errors: FieldError[]): Values {
  const texts = new Map<TextMember, string>();
  for (const [name, value] of layer) {
    const member = members.get(name.toLowerCase());
    if (member === undefined || value === '') continue;
    const before = texts.get(member);
    // As .NET's collections of names and values give a name that comes twice.
    texts.set(member, before === undefined ? value : `${before},${value}`);
  }
  const values: Record<string, unknown> = {};
  for (const [{ name, read }, text] of texts) {
    const value = read(text);
    if (value === undefined) errors.push(invalidValue(name, text));
    else values[name] = value;
  }
  return values;
}

function invalidValue(field: string, text: string): FieldError {
  const shown = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return { code: 'SerializationException', field, message: `'${shown}' is an Invalid value for '${field}'` };
}
