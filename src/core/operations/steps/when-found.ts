import type { Found } from '../../ports/store.ts';

/**
 * Goes on with what was found, at once where it was found at once. To await what is there costs a turn of the queue each time; so the operations that are
 * asked all the time await only what is a promise.
 */
export function whenFound<T, U>(found: Found<T>, next: (found: T | undefined) => U | Promise<U>): U | Promise<U> {
  return found instanceof Promise ? found.then(next) : next(found);
}
