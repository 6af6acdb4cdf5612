/**
 * From a request to the value of its operation: the body read in its format, then what path, query and form say laid over it.
 *
 * On a route the path is laid over the body, the query over the path, the form over the query. On a predefined route the body is read in the
 * path's format whatever its Content-Type says, and the query counts only where there is no body. Names match in any letter case, unknown names and empty
 * values are passed over. Source: reference, servicestack-webapi section 4.
 */
import type { Form } from '../../formats/form.ts';
import { readJsvScalar } from '../../formats/jsv-scalar.ts';
import type { RecordShape, Scalar } from '../../formats/shape.ts';
import { decodeText } from '../../formats/text-encoding.ts';
import { xmlMembers } from '../../formats/xml-members.ts';
import type { ReadBody } from './formats.ts';
import { type FieldError, notUnderstood, type ServiceError } from './response-status.ts';

export type Values = Readonly<Record<string, unknown>>;

export type Binding =
  | { readonly ok: true; readonly value: Values }
  | { readonly ok: false; readonly error: ServiceError };

/** A body as it came, to be read in a format. */
export interface Body {
  readonly bytes: Uint8Array;
  /** As the error names it. */
  readonly contentType: string;
  readonly charset: string | undefined;
  readonly read: ReadBody;
}

/** The longest value that an error repeats: the client chose its length. */
const LONGEST_QUOTE = 100;

/**
 * Builds the binder of one operation; build it once and keep it.
 * @param typeName the request type as the framework names it, with its namespace
 */
export function binder(shape: RecordShape, typeName: string) {
  const scalars = scalarMembers(shape);
  const nothing: Values = Object.fromEntries(xmlMembers(shape).map(({ name }) => [name, null]));

  /** Lays `layers` over the body, each over those before it. Every value that can't be taken is named. */
  return (body: Body | undefined, layers: readonly Form[]): Binding => {
    let bound = nothing;
    if (body !== undefined) {
      const read = readBody(body, typeName);
      if (!read.ok) return read;
      bound = { ...nothing, ...read.value };
    }
    const errors: FieldError[] = [];
    for (const layer of layers) {
      if (layer.length > 0) bound = { ...bound, ...taken(layer, scalars, errors) };
    }
    if (errors.length === 0) return { ok: true, value: bound };
    return { ok: false, error: notUnderstood(`Unable to bind to request '${shape.name}'`, errors) };
  };
}

/** The error of a body, form or query that can't be read. The unbalanced quote is the framework's. */
export function notDeserialized(contentType: string, typeName: string, reason: string): ServiceError {
  return notUnderstood(`Could not deserialize '${contentType}' request using ${typeName}'\nError: ${reason}`);
}

function readBody(body: Body, typeName: string): Binding {
  const decoding = decodeText(body.bytes, body.charset);
  if (!decoding.ok) {
    const reason = `The bytes are not text in ${decoding.encoding}.`;
    return { ok: false, error: notDeserialized(body.contentType, typeName, reason) };
  }
  const reading = body.read(decoding.text);
  if (reading.ok) return { ok: true, value: reading.value };
  return { ok: false, error: notDeserialized(body.contentType, typeName, reading.message) };
}

interface ScalarMember {
  readonly name: string;
  readonly type: Scalar;
}

/** By their names in small letters. Lists and dictionaries can't be given as text here. */
function scalarMembers(shape: RecordShape): ReadonlyMap<string, ScalarMember> {
  const members = new Map<string, ScalarMember>();
  for (const { name, member } of xmlMembers(shape)) {
    if (typeof member.type === 'string') members.set(name.toLowerCase(), { name, type: member.type });
  }
  return members;
}

function taken(layer: Form, scalars: ReadonlyMap<string, ScalarMember>, errors: FieldError[]): Values {
  const texts = new Map<ScalarMember, string>();
  for (const [name, value] of layer) {
    const member = scalars.get(name.toLowerCase());
    if (member === undefined || value === '') continue;
    const before = texts.get(member);
    // As .NET's collections of names and values give a name that comes twice.
    texts.set(member, before === undefined ? value : `${before},${value}`);
  }
  const values: Record<string, unknown> = {};
  for (const [{ name, type }, text] of texts) {
    const reading = readJsvScalar(type, text);
    if (reading.ok) values[name] = reading.value;
    else errors.push(invalidValue(name, text));
  }
  return values;
}

function invalidValue(field: string, text: string): FieldError {
  const shown = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return { code: 'SerializationException', field, message: `'${shown}' is an Invalid value for '${field}'` };
}
