import { OAUTH_DEFAULTS, type OauthSettings } from '../../dialects/oauth/settings.ts';
import { seconds, setting, type ValuesOf } from './setting.ts';

export const OAUTH = {
  oauthAccessSeconds: setting(
    'TESSERA_OAUTH_ACCESS_SECONDS',
    seconds,
    String(OAUTH_DEFAULTS.accessLifetimeSeconds),
    'How long an access token of the standard dialect opens doors.',
  ),
} as const;

export function oauthSettings(config: ValuesOf<typeof OAUTH>): Partial<OauthSettings> {
  return { accessLifetimeSeconds: config.oauthAccessSeconds };
}
