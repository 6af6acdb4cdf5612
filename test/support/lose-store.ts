import type { Store } from '../../src/core/ports/store.ts';
import type { Demo } from './demo.ts';

/** Takes the store away under the running server: whatever it is asked fails with this. @returns gives it back */
export function loseStore(demo: Demo, error: Error): () => void {
  const whole = { ...demo.store };
  const questions = Object.keys(whole).filter((name) => name !== 'close');
  const lost = Object.fromEntries(questions.map((name) => [name, () => Promise.reject(error)]));
  Object.assign(demo.store, lost);
  return () => Object.assign(demo.store, whole satisfies Store);
}
