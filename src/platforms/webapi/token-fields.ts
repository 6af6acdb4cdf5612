import { type FormFault, readForm } from '../../formats/form.ts';
import type { RecordShape } from '../../formats/shape.ts';
import { type BodyFault, bodyReader, labelledFormat } from './request-body.ts';

/** The fields that a token request may have, by their names in the contract; undefined when one wasn't sent. */
export type TokenFields<Q extends RecordShape> = { readonly [K in keyof Q['members']]: string | undefined };

/** Why a token request couldn't be read at all. */
export type TokenFault = FormFault | BodyFault | 'too-large' | 'broken';

export type TokenReading<Q extends RecordShape> =
  | { readonly ok: true; readonly fields: TokenFields<Q> }
  | { readonly ok: false; readonly fault: TokenFault };

export type ReadToken<Q extends RecordShape> = (contentType: string | undefined, body: Uint8Array) => TokenReading<Q>;

/**
 * Builds the reader of token requests; build it once and keep it. What is labelled as JSON, JavaScript or XML is read as such, as the system's
 * page has it; everything else is a form, whatever it is labelled.
 * @param formOnly a form always, as Katana reads (reference page, section 11)
 */
export function tokenReader<Q extends RecordShape>(shape: Q, formOnly: boolean): ReadToken<Q> {
  if (formOnly) return (_contentType, body) => readTokenForm(shape, body);
  const readBody = bodyReader(shape);
  return (contentType, body) => {
    const format = labelledFormat(contentType);
    if (format === undefined) return readTokenForm(shape, body);
    const reading = readBody(format, contentType, body);
    return reading.ok ? fieldsOf(shape, reading.value) : reading;
  };
}

/**
 * Reads a form as Katana does (reference page, section 11): names in any case; a name that comes again, in any spelling, joined to the first
 * with a comma; broken escapes kept as they are.
 *
 * Katana puts U+FFFD where bytes aren't UTF-8; here that is a fault, since passwords that differ would become the same.
 */
function readTokenForm<Q extends RecordShape>(shape: Q, body: Uint8Array): TokenReading<Q> {
  const reading = readForm(body, 'literal');
  if (!reading.ok) return reading;
  const sent = new Map<string, string>();
  for (const [name, value] of reading.form) {
    const key = name.toLowerCase();
    const before = sent.get(key);
    sent.set(key, before === undefined ? value : `${before},${value}`);
  }
  const fields = Object.keys(shape.members).map((name) => [name, sent.get(name.toLowerCase())]);
  // One entry was made for each member.
  return { ok: true, fields: Object.fromEntries(fields) as TokenFields<Q> };
}

/** Half of a surrogate pair, which JSON can spell, is no text: what hashes a password would put one replacement for every such half. */
function fieldsOf<Q extends RecordShape>(shape: Q, value: object | null): TokenReading<Q> {
  const fields: Record<string, string | undefined> = {};
  for (const name of Object.keys(shape.members)) {
    const given = (value as Readonly<Record<string, unknown>> | null)?.[name] ?? undefined;
    const text = given === undefined ? undefined : String(given);
    if (text?.isWellFormed() === false) return { ok: false, fault: 'not-text' };
    fields[name] = text;
  }
  // One entry was made for each member.
  return { ok: true, fields: fields as TokenFields<Q> };
}
