import { z } from 'zod/v3';
import { DEFAULT_SETTINGS, type DigiofficeSettings } from '../../dialects/digioffice/settings.ts';
import { isLoopback } from '../loopback.ts';
import { onOff, seconds, setting, type ValuesOf } from './setting.ts';

/** The shortest key that HS256 may have (RFC 7518 section 3.2). */
const SHORTEST_KEY_BYTES = 32;

const sharedKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'must be base64')
  .refine(
    (key) => key === '' || Buffer.from(key, 'base64').length >= SHORTEST_KEY_BYTES,
    'must have 32 bytes at least',
  );

export const DIGIOFFICE = {
  digiofficeDefaultFormat: setting(
    'TESSERA_DIGIOFFICE_DEFAULT_FORMAT',
    z.enum(['html', 'json', 'xml', 'jsv', 'csv']),
    DEFAULT_SETTINGS.defaultFormat,
    "The format of an answer when a request asks for none. The framework's own default is HTML: a caller without credentials is then sent to sign in.",
  ),
  digiofficeTokenInBody: setting(
    'TESSERA_DIGIOFFICE_TOKEN_IN_BODY',
    onOff,
    onOffOf(DEFAULT_SETTINGS.tokenInBody),
    'Put the token of a converted session into the answer, as the vendor documents it. Off, it comes only in the cookie `ss-tok`, as the framework has it.',
  ),
  digiofficeRequireSecure: setting(
    'TESSERA_DIGIOFFICE_REQUIRE_SECURE',
    z.enum(['auto', 'on', 'off']),
    'auto',
    'Refuse tokens, both ways, on connections without TLS; `X-Forwarded-Proto: https` of a proxy counts as TLS. `auto` is on, but for an address on loopback; `off` is admitted there only.',
  ),
  digiofficeGeneration: setting(
    'TESSERA_DIGIOFFICE_GENERATION',
    z.enum(['5', '6']),
    DEFAULT_SETTINGS.generation,
    "Which members records have: `5` as in the framework's versions 5.1 to 5.4, which the vendor's page is of, `6` as in those since, with a refresh token beside a converted session's token.",
  ),
  digiofficePropertyCase: setting(
    'TESSERA_DIGIOFFICE_PROPERTY_CASE',
    z.enum(['pascal', 'camel']),
    DEFAULT_SETTINGS.propertyCase,
    'How members are spelled in JSON, JSV and CSV: `AccessToken`, as on .NET Framework, or `accessToken`, as on .NET Core. They are read in any letter case.',
  ),
  digiofficeTypeInfo: setting(
    'TESSERA_DIGIOFFICE_TYPE_INFO',
    onOff,
    onOffOf(DEFAULT_SETTINGS.typeInfo),
    'Objects in JSON and JSV tell their .NET types as `__type`, as older deployments did. It is taken from clients either way.',
  ),
  digiofficeCookieStyle: setting(
    'TESSERA_DIGIOFFICE_COOKIE_STYLE',
    z.enum(['listener', 'iis']),
    DEFAULT_SETTINGS.cookieStyle,
    "How cookies are spelled: as the framework's own listener does it, or as IIS, with dashes in the dates.",
  ),
  digiofficeAllowGetLogin: setting(
    'TESSERA_DIGIOFFICE_ALLOW_GET_LOGIN',
    onOff,
    onOffOf(DEFAULT_SETTINGS.allowGetLogin),
    'Take name and password from the query of a GET, as the framework did up to 5.4. Off is safer: addresses end up in histories and logs.',
  ),
  digiofficeSessionSeconds: setting(
    'TESSERA_DIGIOFFICE_SESSION_SECONDS',
    seconds,
    String(DEFAULT_SETTINGS.sessionSeconds),
    'How long a session lives: two weeks, as the framework keeps them.',
  ),
  digiofficeRememberedSeconds: setting(
    'TESSERA_DIGIOFFICE_REMEMBERED_SECONDS',
    seconds,
    String(DEFAULT_SETTINGS.rememberedSessionSeconds),
    'How long a session lives when the person asked to be remembered: four weeks.',
  ),
  digiofficeTokenSeconds: setting(
    'TESSERA_DIGIOFFICE_TOKEN_SECONDS',
    seconds,
    String(DEFAULT_SETTINGS.tokenSeconds),
    'How long an access token lives, and the longest that GetJWTAccessToken gives.',
  ),
  digiofficeRefreshSeconds: setting(
    'TESSERA_DIGIOFFICE_REFRESH_SECONDS',
    seconds,
    String(DEFAULT_SETTINGS.refreshTokenSeconds),
    'How long a refresh token lives: a year, as with the framework.',
  ),
  digiofficeIssuer: setting(
    'TESSERA_DIGIOFFICE_ISSUER',
    z.string(),
    DEFAULT_SETTINGS.issuer,
    "The `iss` of tokens. The default is the framework's, which nobody checks.",
  ),
  digiofficeAudiences: setting(
    'TESSERA_DIGIOFFICE_AUDIENCES',
    z.string().transform((text) => text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]))),
    '',
    'The `aud` of tokens, with commas between; without one, tokens have none.',
  ),
  digiofficeSigning: setting(
    'TESSERA_DIGIOFFICE_SIGNING',
    z.enum(['server', 'hs256']),
    DEFAULT_SETTINGS.signing,
    'What signs tokens: the keys of the server, which anybody can check with their published halves, or a shared key, as the framework does it, for services that hold one.',
  ),
  digiofficeSigningKey: setting(
    'TESSERA_DIGIOFFICE_SIGNING_KEY',
    sharedKey,
    '',
    "The shared key in base64, 32 bytes at least. Empty means one of each site's own, which follows from the server key.",
  ),
} as const;

type DigiofficeValues = ValuesOf<typeof DIGIOFFICE> & { readonly host: string };

export function digiofficeSettings(config: DigiofficeValues): Partial<DigiofficeSettings> {
  const { digiofficeRequireSecure: required, host } = config;
  return {
    defaultFormat: config.digiofficeDefaultFormat,
    tokenInBody: config.digiofficeTokenInBody,
    requireSecureConnection: required === 'auto' ? !isLoopback(host) : required === 'on',
    generation: config.digiofficeGeneration,
    propertyCase: config.digiofficePropertyCase,
    typeInfo: config.digiofficeTypeInfo,
    cookieStyle: config.digiofficeCookieStyle,
    allowGetLogin: config.digiofficeAllowGetLogin,
    sessionSeconds: config.digiofficeSessionSeconds,
    rememberedSessionSeconds: config.digiofficeRememberedSeconds,
    tokenSeconds: config.digiofficeTokenSeconds,
    refreshTokenSeconds: config.digiofficeRefreshSeconds,
    issuer: config.digiofficeIssuer,
    audiences: config.digiofficeAudiences,
    signing: config.digiofficeSigning,
    signingKey: config.digiofficeSigningKey,
  };
}

/** What can't be so together. */
export function digiofficeProblems(config: DigiofficeValues): readonly string[] {
  const problems: string[] = [];
  if (config.digiofficeRequireSecure === 'off' && !isLoopback(config.host)) {
    problems.push('TESSERA_DIGIOFFICE_REQUIRE_SECURE: may be off on loopback only');
  }
  if (config.digiofficeSigning === 'server' && config.digiofficeSigningKey !== '') {
    problems.push(
      'TESSERA_DIGIOFFICE_SIGNING_KEY: nothing is signed with it unless TESSERA_DIGIOFFICE_SIGNING is hs256',
    );
  }
  return problems;
}

function onOffOf(value: boolean): 'on' | 'off' {
  return value ? 'on' : 'off';
}
