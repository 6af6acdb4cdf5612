/**
 * What a client may still have of what it was given: its record may have been narrowed since. Undefined when nothing of it is left.
 * @param allowed the client's scopes, or the resources that it has business with
 * @param given space-separated; nothing stays nothing
 */
export function capToClient(allowed: readonly string[], given: string): string | undefined {
  if (given === '') return '';
  const left = given.split(' ').filter((word) => allowed.includes(word));
  return left.length === 0 ? undefined : left.join(' ');
}
