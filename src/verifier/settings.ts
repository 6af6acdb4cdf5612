import type { Carrier } from './carriers.ts';

export interface VerifierSettings {
  readonly path: string;
  /** Where credentials are looked for, in this order, at sites that have no list of their own. */
  readonly carriers: readonly Carrier[];
  /** The lists of single sites, by the site's name. An empty one turns the verifier off there. */
  readonly carriersBySite: Readonly<Record<string, readonly Carrier[]>>;
  /** The resources that are behind the proxy (RFC 8707), at sites that have no list of their own: a token that is for others only is refused. */
  readonly resources: readonly string[];
  readonly resourcesBySite: Readonly<Record<string, readonly string[]>>;
}

/**
 * Every place where a dialect carries its credential outside of a message body: tokens of all dialects as Bearer, digioffice's cookies and header,
 * twinfield's and projector's names as headers. Nothing in a query unless asked for: what stands in an address ends up in logs. No proofs unless asked for:
 * which request they are to be about depends on the proxy.
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
  resources: [],
  resourcesBySite: {},
};
