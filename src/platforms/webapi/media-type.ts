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

/**
 * The formats of bodies that Web API and its JSONP formatter know, by their media types, in the order in which they are registered: what
 * nothing else decides is the first (reference page, section 12).
 */
export const FORMATS = [
  { format: 'json', mediaTypes: ['application/json', 'text/json'] },
  { format: 'xml', mediaTypes: ['application/xml', 'text/xml'] },
  { format: 'javascript', mediaTypes: ['text/javascript'] },
] as const;

export type Format = (typeof FORMATS)[number]['format'];
