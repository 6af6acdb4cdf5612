import type { RecordShape, Shape, Writable } from '../../formats/shape.ts';

/** A record as Json.NET writes it: members in order, absent ones as null, no white space (reference page, section 12). */
export function writeJson<S extends RecordShape>(shape: S, value: Writable<S>): string {
  return jsonText(jsonOf(shape, value));
}

/** JSON text as Json.NET escapes it: what JSON must, and the three characters that end a line elsewhere. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, (found) => {
    return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function jsonOf(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  // The compiler has checked, where the value was written, that it is one of this shape.
  if (typeof shape === 'string') return shape === 'dateTime' ? netDate(value as number) : value;
  switch (shape.kind) {
    case 'record': {
      const written: Record<string, unknown> = {};
      addMembers(written, shape, value as Readonly<Record<string, unknown>>);
      return written;
    }
    case 'list':
      return (value as readonly unknown[]).map((item) => jsonOf(shape.item, item));
    case 'enumeration':
      // Json.NET writes the number of a word unless it is told otherwise.
      return shape.values.indexOf(value as string);
    case 'dictionary':
      return value;
  }
}

function addMembers(
  written: Record<string, unknown>,
  shape: RecordShape,
  value: Readonly<Record<string, unknown>>,
): void {
  if (shape.base !== undefined) addMembers(written, shape.base, value);
  for (const [name, member] of Object.entries(shape.members)) written[name] = jsonOf(member.type, value[name]);
}

/** ISO 8601 in UTC; zeros at the end of the fraction are left out, and the point with them. */
function netDate(at: number): string {
  return new Date(at).toISOString().replace(/\.?0*Z$/, 'Z');
}
