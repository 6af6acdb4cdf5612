import type { Manner } from '../../../src/verifier/held-request.ts';
import type { ReverseProxy } from './reverse-proxy.ts';

/** One that asks `/verify`. */
export interface VerifyingProxy extends ReverseProxy {
  /** How it tells which request it holds. */
  readonly manner: Manner;
}

export const NAMES = ['remote-user', 'tessera-subject'] as const;
