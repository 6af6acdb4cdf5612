/**
 * Reading signed statements (RFC 7515 in compact form, RFC 7519) without checking them: what a text says of itself, so that it can be told which key
 * must have signed it. Nothing that is read here is true before the signature was checked.
 */

export interface JwsReading {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** The longest text that is looked at. */
const LONGEST = 16_384;

const COMPACT = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+$/;

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Undefined when the text is no such statement, or its parts aren't objects in JSON. */
export function readJws(text: string): JwsReading | undefined {
  const parts = text.length > LONGEST ? null : COMPACT.exec(text);
  const header = objectIn(parts?.[1]);
  const claims = objectIn(parts?.[2]);
  return header === undefined || claims === undefined ? undefined : { header, claims };
}

function objectIn(part: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (part === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(UTF_8.decode(Buffer.from(part, 'base64url')));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    // A record of unknown values is what an object in JSON is.
    return value as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
