import { z } from 'zod';
import { type Carrier, readCarrier } from '../../verifier/carriers.ts';
import { VERIFIER_DEFAULTS, type VerifierSettings } from '../../verifier/settings.ts';
import { setting, type ValuesOf } from './setting.ts';

interface Accepted {
  readonly everywhere: readonly Carrier[] | undefined;
  readonly bySite: Readonly<Record<string, readonly Carrier[]>>;
}

const accepted = z.string().transform((text, context): Accepted => {
  const bySite: Record<string, readonly Carrier[]> = {};
  let everywhere: readonly Carrier[] | undefined;
  for (const part of text.split(';').filter((piece) => piece.trim() !== '')) {
    const [, site, list = ''] = /^(?:\s*([\w-]+)\s*=)?(.*)$/s.exec(part) ?? [];
    const carriers = list.trim() === 'none' ? [] : list.split(',').map((word) => readCarrier(word.trim()));
    if (carriers.includes(undefined)) {
      context.addIssue({
        code: 'custom',
        message: 'must be a list of bearer, header:NAME, cookie:NAME, query:NAME, or none',
      });
      return z.NEVER;
    }
    const read = carriers.filter((carrier) => carrier !== undefined);
    if (site === undefined) everywhere = read;
    else bySite[site] = read;
  }
  return { everywhere, bySite };
});

export const VERIFIER = {
  verifyAccepts: setting(
    'TESSERA_VERIFY_ACCEPTS',
    accepted,
    written(VERIFIER_DEFAULTS.carriers),
    'Where `/verify` looks for a credential, in this order. `c1=bearer,cookie:ss-id` behind a semicolon gives one site a list of its own; `none` turns it off.',
  ),
} as const;

export function verifierSettings({ verifyAccepts }: ValuesOf<typeof VERIFIER>): Partial<VerifierSettings> {
  const { everywhere, bySite } = verifyAccepts;
  return { carriersBySite: bySite, ...(everywhere === undefined ? {} : { carriers: everywhere }) };
}

function written(carriers: readonly Carrier[]): string {
  return carriers
    .map((carrier) => (carrier.kind === 'bearer' ? 'bearer' : `${carrier.kind}:${carrier.name}`))
    .join(',');
}
