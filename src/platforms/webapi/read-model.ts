import { mediaTypeOf } from '../../formats/content-type.ts';
import { readForm } from '../../formats/form.ts';
import type { RecordShape, ValueOf } from '../../formats/shape.ts';
import { xmlMembers } from '../../formats/xml-members.ts';
import { FORM_TYPE } from './formats.ts';
import { bodyReader, labelledFormat } from './request-body.ts';
import { invalidModel, type WebApiError, wrongMediaType } from './words.ts';

/** A body as the model that the action is handed, or what is said instead. */
export type ModelReading<Q extends RecordShape> =
  | { readonly ok: true; readonly value: ValueOf<Q> }
  | { readonly ok: false; readonly error: WebApiError };

/** What Web API takes a body for that doesn't say what it is. */
const UNLABELLED = 'application/octet-stream';

/** As much of a media type as is told back. */
const LONGEST_TYPE = 200;

/** All that anybody but the machine itself is told of a body that can't be read. */
const UNREADABLE = 'An error has occurred.';

/**
 * Builds the reader of an action's model; build it once and keep it. The body is read by its label, and what has no formatter is 415. A form counts
 * as JSON does: names in any case, and of several the first. Then members that are required must be there and not empty, each with Web API's own
 * sentence (reference page, section 12).
 * @param parameter the name of the action's parameter, which stands before each member's in the errors
 */
export function modelReader<const Q extends RecordShape>(
  shape: Q,
  parameter: string,
): (contentType: string | undefined, bytes: Uint8Array) => ModelReading<Q> {
  const readBody = bodyReader(shape);
  const names = xmlMembers(shape).map(({ name, member }) => ({ name, isRequired: member.required === true }));

  function readFields(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
    const reading = readForm(bytes, 'literal');
    if (!reading.ok) return undefined;
    const first = new Map(reading.form.toReversed().map(([name, value]) => [name.toLowerCase(), value]));
    return Object.fromEntries(names.map(({ name }) => [name, first.get(name.toLowerCase()) ?? null]));
  }

  function readValue(contentType: string | undefined, bytes: Uint8Array): unknown {
    const format = labelledFormat(contentType);
    if (format === undefined) return readFields(bytes);
    const reading = readBody(format, contentType, bytes);
    return reading.ok ? (reading.value ?? {}) : undefined;
  }

  return (contentType, bytes) => {
    const mediaType = contentType === undefined ? UNLABELLED : mediaTypeOf(contentType);
    const isKnown = labelledFormat(contentType) !== undefined || mediaType === FORM_TYPE;
    if (bytes.length > 0 && !isKnown) return { ok: false, error: wrongMediaType(mediaType.slice(0, LONGEST_TYPE)) };
    const value = bytes.length === 0 ? {} : readValue(contentType, bytes);
    if (value === undefined) return { ok: false, error: invalidModel({ [parameter]: [UNREADABLE] }) };
    // Each of the readers gives an object that has members of the shape only.
    const members = value as Readonly<Record<string, unknown>>;
    const missing = names.filter(({ name, isRequired }) => isRequired && (members[name] ?? '') === '');
    if (missing.length > 0) {
      const state = missing.map(({ name }) => [`${parameter}.${name}`, [`The ${name} field is required.`]]);
      return { ok: false, error: invalidModel(Object.fromEntries(state)) };
    }
    const absent = Object.fromEntries(names.map(({ name }) => [name, null]));
    return { ok: true, value: { ...absent, ...members } as ValueOf<Q> };
  };
}
