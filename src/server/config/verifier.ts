import { z } from 'zod/v3';
import { type Carrier, readCarrier } from '../../verifier/carriers.ts';
import { VERIFIER_DEFAULTS, type VerifierSettings } from '../../verifier/settings.ts';
import { setting, type ValuesOf } from './setting.ts';

interface BySite<T> {
  readonly everywhere: readonly T[] | undefined;
  readonly bySite: Readonly<Record<string, readonly T[]>>;
}

/** Lists for single sites, and one for all others: `a,b;c1=c,d;c2=none`. @param read undefined for a word that is none */
function listsBySite<T>(read: (word: string) => T | undefined, message: string) {
  return z.string().transform((text, context): BySite<T> => {
    const bySite: Record<string, readonly T[]> = {};
    let everywhere: readonly T[] | undefined;
    for (const part of text.split(';').filter((piece) => piece.trim() !== '')) {
      const [, site, list = ''] = /^(?:\s*([\w-]+)\s*=)?(.*)$/s.exec(part) ?? [];
      const values = list.trim() === 'none' ? [] : list.split(',').map((word) => read(word.trim()));
      const known = values.filter((value) => value !== undefined);
      if (known.length < values.length) {
        context.addIssue({ code: 'custom', message, fatal: true });
        return z.NEVER;
      }
      if (site === undefined) everywhere = known;
      else bySite[site] = known;
    }
    return { everywhere, bySite };
  });
}

/** A site is behind one kind of proxy, or a client could pick the manner that the proxy leaves to it. */
function hasOneManner({ everywhere = [], bySite }: BySite<Carrier>): boolean {
  return [everywhere, ...Object.values(bySite)].every((list) => list.filter(({ kind }) => kind === 'dpop').length <= 1);
}

export const VERIFIER = {
  verifyAccepts: setting(
    'TESSERA_VERIFY_ACCEPTS',
    listsBySite(
      readCarrier,
      'must be a list of bearer, dpop:forwarded, dpop:original, dpop:path, header:NAME, cookie:NAME, query:NAME, or none',
    ).refine(hasOneManner, 'must have one dpop for a site at most'),
    VERIFIER_DEFAULTS.carriers.map(written).join(','),
    'Where `/verify` looks for a credential, in this order. `c1=bearer,cookie:ss-id` behind a semicolon gives one site a list of its own; `none` turns it off.',
  ),
  verifyResources: setting(
    'TESSERA_VERIFY_RESOURCES',
    listsBySite(readResource, 'must be a list of absolute URIs without a fragment, or none'),
    '',
    'The resources behind the proxy, as clients name them by `resource`: `/verify` lets tokens through that are for one of these, besides those that are for none in particular. `c1=https://files.example/` behind a semicolon is for one site.',
  ),
} as const;

export function verifierSettings(config: ValuesOf<typeof VERIFIER>): Partial<VerifierSettings> {
  const { verifyAccepts: carriers, verifyResources: resources } = config;
  return {
    carriersBySite: carriers.bySite,
    resourcesBySite: resources.bySite,
    ...(carriers.everywhere === undefined ? {} : { carriers: carriers.everywhere }),
    ...(resources.everywhere === undefined ? {} : { resources: resources.everywhere }),
  };
}

/** RFC 8707 section 2. */
function readResource(word: string): string | undefined {
  return URL.canParse(word) && !/[\s#]/.test(word) ? word : undefined;
}

function written(carrier: Carrier): string {
  if (carrier.kind === 'bearer') return carrier.kind;
  return `${carrier.kind}:${carrier.kind === 'dpop' ? carrier.manner : carrier.name}`;
}
