import { z } from 'zod/v3';
import { DEFAULT_SETTINGS, type TwinfieldSettings } from '../../dialects/twinfield/settings.ts';
import { seconds, setting, type ValuesOf, wholeNumber } from './setting.ts';

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
  twinfieldTokenSeconds: setting(
    'TESSERA_TWINFIELD_TOKEN_SECONDS',
    seconds,
    String(DEFAULT_SETTINGS.tokenLifetimeSeconds),
    'How long an access token of the OpenID endpoints counts.',
  ),
  twinfieldRefreshSeconds: setting(
    'TESSERA_TWINFIELD_REFRESH_SECONDS',
    wholeNumber.pipe(z.number().min(1).max(DEFAULT_SETTINGS.refreshLifetimeSeconds)),
    String(DEFAULT_SETTINGS.refreshLifetimeSeconds),
    'How long a refresh token of the OpenID endpoints counts, anew at each refresh. The default is the 25 years of the vendor.',
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
    tokenLifetimeSeconds: config.twinfieldTokenSeconds,
    refreshLifetimeSeconds: config.twinfieldRefreshSeconds,
    language: config.twinfieldLanguage,
  };
}
