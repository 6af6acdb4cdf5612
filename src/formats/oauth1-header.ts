/**
 * The `OAuth` scheme of an Authorization header (RFC 5849 section 3.5.1): pairs of a name and a quoted value, percent-encoded, with commas between.
 *
 * Deployed clients don't always encode, so each value is given both as it stands and decoded, where it can be. `+` is itself here and no space.
 */

export interface HeaderParameter {
  readonly name: string;
  /** Decoded; as it stands where it can't be. */
  readonly value: string;
  readonly raw: string;
}

const SCHEME = /^oauth[ \t]+/i;

/** One pair and what follows it. Values are quoted; a quotation mark can't stand in one. */
const PAIR = /[ \t]*([^=",\s]+)[ \t]*=[ \t]*"([^"]*)"[ \t]*(?:,|$)/y;

/** The most parameters that are read. */
const MOST = 50;

/** The parameters without the realm, in order; undefined when the header is of another scheme or none, `malformed` when it can't be read. */
export function readOauth1Header(header: string | undefined): readonly HeaderParameter[] | 'malformed' | undefined {
  if (header === undefined || !SCHEME.test(header)) return undefined;
  const text = header.replace(SCHEME, '').trimEnd();
  const parameters: HeaderParameter[] = [];
  PAIR.lastIndex = 0;
  while (PAIR.lastIndex < text.length) {
    const match = PAIR.exec(text);
    if (match === null || parameters.length === MOST) return 'malformed';
    const [, name = '', raw = ''] = match;
    if (name.toLowerCase() !== 'realm') parameters.push({ name: decoded(name), value: decoded(raw), raw });
  }
  return parameters;
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
