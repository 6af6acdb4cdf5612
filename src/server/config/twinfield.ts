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
} as const;

export function twinfieldSettings(config: ValuesOf<typeof TWINFIELD>): Partial<TwinfieldSettings> {
  return {
    sessionIdleSeconds: config.twinfieldIdleSeconds,
    sessionLifetimeSeconds: config.twinfieldLifetimeSeconds,
  };
}
