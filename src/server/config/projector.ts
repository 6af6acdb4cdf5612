import { z } from 'zod';
import { PROJECTOR_DEFAULTS, type ProjectorSettings } from '../../dialects/projector/settings.ts';
import { seconds, setting, type ValuesOf, wholeNumber } from './setting.ts';

export const PROJECTOR = {
  projectorErrors: setting(
    'TESSERA_PROJECTOR_ERRORS',
    z.enum(['fault', 'in-band']),
    PROJECTOR_DEFAULTS.errorCarrier,
    'How a refused SOAP operation is answered: `fault` is a SOAP fault with a PwsFault and status 500, `in-band` an ordinary response whose Status is Fail.',
  ),
  projectorCodeSeconds: setting(
    'TESSERA_PROJECTOR_CODE_SECONDS',
    seconds,
    String(PROJECTOR_DEFAULTS.codeLifetimeSeconds),
    'In how many seconds a client must redeem a code from the authorize page.',
  ),
  projectorPoolSize: setting(
    'TESSERA_PROJECTOR_POOL_SIZE',
    wholeNumber.pipe(z.number().max(100_000)),
    String(PROJECTOR_DEFAULTS.poolSize),
    'How many connections may live in one pool: a new one ends the oldest, and its answer carries OauthConnectionsCulledWarning. 0 for any number.',
  ),
  projectorPoolPer: setting(
    'TESSERA_PROJECTOR_POOL_PER',
    z.enum(['client', 'client-and-person']),
    PROJECTOR_DEFAULTS.poolPer,
    'Whose connections share a pool: `client-and-person` is each user of a client application by itself, `client` all of its users.',
  ),
} as const;

export function projectorSettings(config: ValuesOf<typeof PROJECTOR>): Partial<ProjectorSettings> {
  return {
    errorCarrier: config.projectorErrors,
    codeLifetimeSeconds: config.projectorCodeSeconds,
    poolSize: config.projectorPoolSize,
    poolPer: config.projectorPoolPer,
  };
}
