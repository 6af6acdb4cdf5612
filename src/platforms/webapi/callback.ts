import { readQuery } from '../../formats/form.ts';
import { isHarmlessCallback } from '../../formats/jsonp.ts';

export { withCallback } from '../../formats/jsonp.ts';

/**
 * The function that the query asks to be called with the answer. Undefined when there is none, several, or one whose name could be more than a
 * name: it is written into a script as it is.
 * @param target the request's, as `node:http` gives it
 */
export function callbackOf(target: string): string | undefined {
  const query = readQuery(target, 'literal');
  if (!query.ok) return undefined;
  const named = query.form.filter(([name]) => name.toLowerCase() === 'callback');
  const callback = named.length === 1 ? named[0]?.[1] : undefined;
  return callback !== undefined && isHarmlessCallback(callback) ? callback : undefined;
}
