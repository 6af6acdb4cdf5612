import type { Carrier } from './carriers.ts';

export interface VerifierSettings {
  readonly path: string;
  /** Where credentials are looked for, in this order, at sites that have no list of their own. */
  readonly carriers: readonly Carrier[];
  /** The lists of single sites, by the site's name. An empty one turns the verifier off there. */
  readonly carriersBySite: Readonly<Record<string, readonly Carrier[]>>;
}

/**
 * Every place where a dialect carries its credential outside of a message body: tokens of all dialects as Bearer, digioffice's cookies and header,
 * twinfield's and projector's names as headers. Nothing in a query unless asked for: what stands in an address ends up in logs.
 */
export const VERIFIER_DEFAULTS: VerifierSettings = {
  path: '/verify',
  carriers: [
    { kind: 'bearer' },
    { kind: 'header', name: 'sessionid' },
    { kind: 'header', name: 'sessionticket' },
    { kind: 'header', name: 'x-ss-id' },
    { kind: 'cookie', name: 'ss-tok' },
    { kind: 'cookie', name: 'ss-id' },
    { kind: 'cookie', name: 'ss-pid' },
  ],
  carriersBySite: {},
};
