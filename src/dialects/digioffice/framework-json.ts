/**
 * The framework's way to write a token's claims: a text that looks like a number, a boolean, an object or an array is written as one
 * (reference, servicestack-webapi section 7, JsonObject.WriteValue). `jti` stays text, since our own side reads it so.
 *
 * What only looks like it and isn't JSON, as `007` or `{x}`, stays text; the framework writes a payload then that nobody can read.
 */
export function frameworkJson(claims: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, name === 'jti' ? value : asItLooks(value)]),
  );
}

const LOOKS_LIKE_MORE = /^(-?\d|true$|false$|[{[])/;

function asItLooks(value: unknown): unknown {
  if (typeof value !== 'string' || !LOOKS_LIKE_MORE.test(value)) return value;
  try {
    const read: unknown = JSON.parse(value);
    // A number keeps its digits, however many.
    return typeof read === 'number' ? rawJson(value) : read;
  } catch {
    return value;
  }
}

/** The compiler doesn't know it yet (ECMAScript proposal "JSON.parse source text access", in V8 since Node 22). */
function rawJson(text: string): unknown {
  return (JSON as unknown as { readonly rawJSON: (text: string) => unknown }).rawJSON(text);
}
