import type { Demo, SiteName } from '../support/demo.ts';
import type { WireRequest, WireResponse } from './http-text.ts';

/** Sends one request and reads the whole answer. `from` is the address it comes from, where a transport can choose one. */
export type Send = (site: SiteName, request: WireRequest, from: string | undefined) => Promise<WireResponse>;

/** A way to send requests to a demo world. */
export interface Transport {
  readonly name: 'in process' | 'socket';
  readonly connect: (demo: Demo) => Promise<Send>;
}
