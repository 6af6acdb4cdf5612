import { z } from 'zod';
import type { RepeatableAlgorithm } from '../../core/model/signing-key.ts';
import { OAUTH_DEFAULTS, type OauthSettings } from '../../dialects/oauth/settings.ts';
import { seconds, setting, type ValuesOf } from './setting.ts';

const ACCESS_ALGORITHMS: readonly RepeatableAlgorithm[] = ['EdDSA', 'RS256'];

export const OAUTH = {
  oauthAccessSeconds: setting(
    'TESSERA_OAUTH_ACCESS_SECONDS',
    seconds,
    String(OAUTH_DEFAULTS.accessLifetimeSeconds),
    'How long an access token of the standard dialect opens doors.',
  ),
  oauthAccessAlgorithm: setting(
    'TESSERA_OAUTH_ACCESS_ALGORITHM',
    z.enum(ACCESS_ALGORITHMS),
    OAUTH_DEFAULTS.accessAlgorithm,
    'What signs the access tokens of clients whose record asks for signed ones: `EdDSA`, or `RS256` for resources whose library knows no other.',
  ),
} as const;

export function oauthSettings(config: ValuesOf<typeof OAUTH>): Partial<OauthSettings> {
  return { accessLifetimeSeconds: config.oauthAccessSeconds, accessAlgorithm: config.oauthAccessAlgorithm };
}
