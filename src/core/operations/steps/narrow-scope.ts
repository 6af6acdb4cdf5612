/**
 * The scope that is given when one is asked for within a bound (RFC 6749 section 3.3), or undefined when more was asked than the bound holds.
 * Nothing asked means the whole bound.
 * @param bound space-separated
 */
export function narrowScope(bound: string, asked: string | undefined): string | undefined {
  if (asked === undefined || asked === '') return bound;
  const held = new Set(bound.split(' '));
  const wanted = [...new Set(asked.split(' ').filter((word) => word !== ''))];
  return wanted.every((word) => held.has(word)) ? wanted.join(' ') : undefined;
}
