import { z } from 'zod';
import { DEFAULT_SETTINGS, type TwinfieldSettings } from '../../dialects/twinfield/settings.ts';
import { seconds, setting, type ValuesOf } from './setting.ts';

export const TWINFIELD = {
  twinfieldIdleSeconds: setting(
    'TESSERA_TWINFIELD_IDLE_SECONDS',
    seconds,
    String(DEFAULT_SETTINGS.sessionIdleSeconds),
    'How long a session outlives its last use.',
  ),
  twinfieldLifetimeSeconds: setting(
    'TESSERA_TWINFIELD_LIFETIME_SECONDS',
    seconds,
    String(DEFAULT_SETTINGS.sessionLifetimeSeconds),
    'How long a session lives at most, however much it is used.',
  ),
  twinfieldTokenScope: setting(
    'TESSERA_TWINFIELD_TOKEN_SCOPE',
    z.string().regex(/^[!#-[\]-~]+$/, 'must be one scope'),
    DEFAULT_SETTINGS.tokenScope,
    "The scope that a client's token must have to open a session by AccessTokenLogon, or to stand in a header in place of a session.",
  ),
  twinfieldLanguage: setting(
    'TESSERA_TWINFIELD_LANGUAGE',
    z.enum(['en', 'nl']),
    DEFAULT_SETTINGS.language,
    'The language of the sentences in faults. Their numbers are the same.',
  ),
} as const;

export function twinfieldSettings(config: ValuesOf<typeof TWINFIELD>): Partial<TwinfieldSettings> {
  return {
    sessionIdleSeconds: config.twinfieldIdleSeconds,
    sessionLifetimeSeconds: config.twinfieldLifetimeSeconds,
    tokenScope: config.twinfieldTokenScope,
    language: config.twinfieldLanguage,
  };
}
