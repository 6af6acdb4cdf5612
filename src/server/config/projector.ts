import { z } from 'zod/v3';
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
  projectorTicketSeconds: setting(
    'TESSERA_PROJECTOR_TICKET_SECONDS',
    seconds,
    String(PROJECTOR_DEFAULTS.ticketLifetimeSeconds),
    "How long a session ticket counts. ExpiresInSeconds, MaxLifetimeMinutes and TimeoutMinutes follow from it; the default is that of the vendor's samples.",
  ),
  projectorRefreshSeconds: setting(
    'TESSERA_PROJECTOR_REFRESH_SECONDS',
    seconds,
    String(PROJECTOR_DEFAULTS.refreshLifetimeSeconds),
    'How long a refresh token counts, anew at each refresh. The vendor gives no number.',
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
    ticketLifetimeSeconds: config.projectorTicketSeconds,
    refreshLifetimeSeconds: config.projectorRefreshSeconds,
    poolSize: config.projectorPoolSize,
    poolPer: config.projectorPoolPer,
  };
}
