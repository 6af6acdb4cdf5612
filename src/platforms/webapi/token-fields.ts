import { type FormFault, readForm } from '../../formats/form.ts';
import type { RecordShape } from '../../formats/shape.ts';

/** The fields that a token request may have, by their names in the contract; undefined when one wasn't sent. */
export type TokenFields<Q extends RecordShape> = { readonly [K in keyof Q['members']]: string | undefined };

/** Why a token request couldn't be read at all. */
export type TokenFault = FormFault | 'too-large' | 'broken';

export type TokenReading<Q extends RecordShape> =
  | { readonly ok: true; readonly fields: TokenFields<Q> }
  | { readonly ok: false; readonly fault: TokenFault };

/**
 * Reads a body as Katana does (reference page, section 11): always as a form, whatever it is labelled; names in any case; a name that
 * comes again, in any spelling, joined to the first with a comma; broken escapes kept as they are.
 *
 * Katana puts U+FFFD where bytes aren't UTF-8; here that is a fault, since passwords that differ would become the same.
 */
export function readTokenFields<Q extends RecordShape>(shape: Q, body: Uint8Array): TokenReading<Q> {
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
