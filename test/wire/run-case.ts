/** Asks a demo world of its own everything that a golden case asks. */
import type { Policy } from '../../src/core/policy.ts';
import type { DialectSettings } from '../../src/server/dialects.ts';
import { verifier } from '../../src/verifier/index.ts';
import { AUTHORITIES, type Demo, type DemoOptions, openDemo, SITE_NAMES, type SiteName } from '../support/demo.ts';
import { findDifferences } from './differences.ts';
import type { Setting } from './directives.ts';
import type { GoldenCase, Pair } from './golden.ts';
import type { WireRequest, WireResponse } from './http-text.ts';
import type { Send, Transport } from './transport.ts';

/** A case opened for asking: one world, from its first pair to its last. */
export interface Asking {
  readonly demo: Demo;
  readonly ask: (pair: Pair, request: WireRequest) => Promise<WireResponse>;
  readonly close: () => Promise<void>;
}

export async function openCase(
  golden: GoldenCase,
  transport: Transport,
  options: Pick<DemoOptions, 'storeUrl' | 'note'> = {},
): Promise<Asking> {
  const demo = await openDemo({
    ...options,
    ...optionsOf(golden.settings),
    sites: [...new Set(golden.pairs.map((pair) => siteOf(pair, pair.request.message)))],
  });
  try {
    const send = await transport.connect(demo);
    return { demo, ask: (pair, request) => ask(demo, send, pair, request), close: demo.close };
  } catch (error) {
    await demo.close();
    throw error;
  }
}

function ask(demo: Demo, send: Send, pair: Pair, request: WireRequest): Promise<WireResponse> {
  demo.clock.move(pair.moveMs);
  return send(siteOf(pair, request), request, pair.from);
}

function siteOf(pair: Pair, request: WireRequest): SiteName {
  if (pair.site !== undefined) return pair.site;
  const host = request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const site = SITE_NAMES.find((name) => AUTHORITIES[name] === host);
  if (site === undefined) throw new Error(`Host: ${host ?? '(none)'} is no site; name one with Site:`);
  return site;
}

function optionsOf(settings: readonly Setting[]): DemoOptions {
  const policy: Partial<{ -readonly [K in keyof Policy]: Policy[K] }> = {};
  const parts: { [owner: string]: Record<string, unknown> } = {};
  for (const setting of settings) {
    if (setting.of === 'policy') Object.assign(policy, setting.policy);
    else parts[setting.owner] = { ...parts[setting.owner], [setting.key]: setting.value };
  }
  // The values come from a page; a dialect that is given a wrong one says so by what it answers.
  const { verifier: ofVerifier, ...dialects } = parts;
  return { policy, settings: dialects as DialectSettings, beside: [verifier(ofVerifier)] };
}

/** @throws with what differs, of the first pair that does */
export async function runCase(golden: GoldenCase, transport: Transport, storeUrl?: string): Promise<void> {
  const asking = await openCase(golden, transport, storeUrl === undefined ? {} : { storeUrl });
  try {
    for (const pair of golden.pairs) {
      const line = pair.request.from + 1;
      if (pair.response === undefined)
        throw new Error(`the request on line ${line} has no response; npm run wire adds it`);
      const differences = findDifferences(
        pair.response.message,
        await asking.ask(pair, pair.request.message),
        transport.name === 'socket',
      );
      if (differences.length === 0) continue;
      throw new Error(
        [`the answer to the request on line ${line} (${transport.name}) differs`, ...differences].join('\n'),
      );
    }
  } finally {
    await asking.close();
  }
}
