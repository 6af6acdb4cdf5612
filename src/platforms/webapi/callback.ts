import { readQuery } from '../../formats/form.ts';

/** A name, a path of names, an element of an array: what can be called and can do nothing by itself. */
const HARMLESS = /^[A-Za-z_$][A-Za-z0-9_$.[\]]{0,63}$/;

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
  return callback !== undefined && HARMLESS.test(callback) ? callback : undefined;
}

/** JSON as a script: `cb({…})`, or the JSON alone when nothing is to be called. */
export function withCallback(json: string, callback: string | undefined): string {
  return callback === undefined ? json : `${callback}(${json})`;
}
