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
