import type { Found } from '../../ports/store.ts';

/** Goes on with what was found, at once where it was found at once. */
export function whenFound<T, U>(found: Found<T>, next: (found: T | undefined) => U | Promise<U>): U | Promise<U> {
  return found instanceof Promise ? found.then(next) : next(found);
}
