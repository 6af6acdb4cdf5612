import { z } from 'zod/v3';
import { OAUTH_DEFAULTS, type OauthSettings } from '../../dialects/oauth/settings.ts';
import { onOff, seconds, setting, type ValuesOf, wholeNumber } from './setting.ts';

/** What names something that is taken up at once needn't live longer: for codes RFC 6749 section 4.1.2 has this as the most. */
const shortLife = wholeNumber.pipe(z.number().min(1).max(600));

export const OAUTH = {
  oauthAccessSeconds: setting(
    'TESSERA_OAUTH_ACCESS_SECONDS',
    seconds,
    String(OAUTH_DEFAULTS.accessLifetimeSeconds),
    'How long an access token of the standard dialect opens doors.',
  ),
  oauthAccessAlgorithm: setting(
    'TESSERA_OAUTH_ACCESS_ALGORITHM',
    z.enum(['EdDSA', 'RS256']),
    OAUTH_DEFAULTS.accessAlgorithm,
    'What signs the access tokens of clients whose record asks for signed ones: `EdDSA`, or `RS256` for resources whose library knows no other.',
  ),
  oauthRefreshSeconds: setting(
    'TESSERA_OAUTH_REFRESH_SECONDS',
    seconds,
    String(OAUTH_DEFAULTS.refreshLifetimeSeconds),
    'How long a refresh token can be exchanged, counted anew for each successor: a connection that nobody uses for this long is over.',
  ),
  oauthCodeSeconds: setting(
    'TESSERA_OAUTH_CODE_SECONDS',
    shortLife,
    String(OAUTH_DEFAULTS.codeLifetimeSeconds),
    'How long an authorization code can be redeemed. Ten minutes are the most that RFC 6749 allows.',
  ),
  oauthIdTokenSeconds: setting(
    'TESSERA_OAUTH_ID_TOKEN_SECONDS',
    seconds,
    String(OAUTH_DEFAULTS.idTokenLifetimeSeconds),
    'How long an ID token counts at the client that it is for.',
  ),
  oauthPushedSeconds: setting(
    'TESSERA_OAUTH_PUSHED_SECONDS',
    shortLife,
    String(OAUTH_DEFAULTS.pushedLifetimeSeconds),
    'How long a pushed authorization request can be taken up by a browser.',
  ),
  oauthRequirePushed: setting(
    'TESSERA_OAUTH_REQUIRE_PUSHED',
    onOff,
    OAUTH_DEFAULTS.requirePushed ? 'on' : 'off',
    'Take questions to people only when their client has pushed them first. The metadata says so, too.',
  ),
  oauthDeviceSeconds: setting(
    'TESSERA_OAUTH_DEVICE_SECONDS',
    wholeNumber.pipe(z.number().min(60).max(3600)),
    String(OAUTH_DEFAULTS.deviceLifetimeSeconds),
    'How long a device can be connected under the code that it shows. A longer time gives whoever guesses codes more of it.',
  ),
  oauthDeviceIntervalSeconds: setting(
    'TESSERA_OAUTH_DEVICE_INTERVAL_SECONDS',
    wholeNumber.pipe(z.number().min(1).max(60)),
    String(OAUTH_DEFAULTS.deviceIntervalSeconds),
    'How long a device must wait between two questions.',
  ),
} as const;

export function oauthSettings(config: ValuesOf<typeof OAUTH>): Partial<OauthSettings> {
  return {
    accessLifetimeSeconds: config.oauthAccessSeconds,
    accessAlgorithm: config.oauthAccessAlgorithm,
    refreshLifetimeSeconds: config.oauthRefreshSeconds,
    codeLifetimeSeconds: config.oauthCodeSeconds,
    idTokenLifetimeSeconds: config.oauthIdTokenSeconds,
    pushedLifetimeSeconds: config.oauthPushedSeconds,
    requirePushed: config.oauthRequirePushed,
    deviceLifetimeSeconds: config.oauthDeviceSeconds,
    deviceIntervalSeconds: config.oauthDeviceIntervalSeconds,
  };
}
