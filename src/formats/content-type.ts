/**
 * The Content-Type of a body, as far as most wires look at it: the type and the charset. A platform whose framework reads the header in a way of its
 * own, as ASMX and WCF do, has a reader of its own.
 */

/** The type of a `Content-Type`, in small letters and without its parameters; empty when there is no header. */
export function mediaTypeOf(header: string | undefined): string {
  if (header === undefined) return '';
  const semicolon = header.indexOf(';');
  return (semicolon < 0 ? header : header.slice(0, semicolon)).trim().toLowerCase();
}

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/** The charset parameter of a `Content-Type` without its quotes, or undefined when there is none. */
export function charsetOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : CHARSET.exec(header)?.[1];
}
