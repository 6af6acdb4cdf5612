/**
 * The formats of bodies that Web API and its JSONP formatter know, by their media types, in the order in which they are registered: what
 * nothing else decides is the first (reference page, section 12). The order is that in which the seed page lists them.
 */
export const FORMATS = [
  { format: 'json', mediaTypes: ['application/json', 'text/json'] },
  { format: 'javascript', mediaTypes: ['text/javascript'] },
  { format: 'xml', mediaTypes: ['application/xml', 'text/xml'] },
] as const;

export type Format = (typeof FORMATS)[number]['format'];

/** Read besides the formats above, and never written. */
export const FORM_TYPE = 'application/x-www-form-urlencoded';
