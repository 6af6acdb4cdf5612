/**
 * JSON as a script that calls a function with it.
 */

/** A name, a path of names, an element of an array: what can be called and can do nothing by itself. */
const HARMLESS = /^[A-Za-z_$][A-Za-z0-9_$.[\]]{0,63}$/;

/** Whether a name that a caller chose may be written into a script as it is. */
export function isHarmlessCallback(name: string): boolean {
  return HARMLESS.test(name);
}

/** `cb({…})`, or the JSON alone when nothing is to be called. */
export function withCallback(json: string, callback: string | undefined): string {
  return callback === undefined ? json : `${callback}(${json})`;
}
