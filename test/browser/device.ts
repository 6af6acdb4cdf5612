import * as oauth from 'oauth4webapi';
import { discover, ON_LOOPBACK } from '../interop/oauth4webapi/discover.ts';

/** What a device shows to the person before it. */
export interface ShownDevice {
  readonly code: string;
  /** Where the person types the code. */
  readonly url: string;
  /** Where the code is filled in already: a picture, for phones to read. */
  readonly urlWithCode: string;
  /** Asks whether the person has answered. @returns the name of the person whose tokens it has, or the error */
  readonly poll: () => Promise<string>;
  /** @returns the kind of tokens that it has got, or the error */
  readonly refresh: () => Promise<string>;
}

const CLIENT = { client_id: 'demo-tv' };

/** A television that asks to be connected. */
export async function showDevice(issuer: string): Promise<ShownDevice> {
  const as = await discover({ url: new URL(issuer) });
  const asked = await oauth.deviceAuthorizationRequest(
    as,
    CLIENT,
    oauth.None(),
    { scope: 'openid profile' },
    ON_LOOPBACK,
  );
  const shown = await oauth.processDeviceAuthorizationResponse(as, CLIENT, asked);
  let refreshToken = '';
  return {
    code: shown.user_code,
    url: shown.verification_uri,
    urlWithCode: shown.verification_uri_complete ?? '',
    poll: () =>
      orError(async () => {
        const response = await oauth.deviceCodeGrantRequest(as, CLIENT, oauth.None(), shown.device_code, ON_LOOPBACK);
        const tokens = await oauth.processDeviceCodeResponse(as, CLIENT, response);
        refreshToken = tokens.refresh_token ?? '';
        const told = await oauth.userInfoRequest(as, CLIENT, tokens.access_token, ON_LOOPBACK);
        const { sub = '' } = oauth.getValidatedIdTokenClaims(tokens) ?? {};
        return (await oauth.processUserInfoResponse(as, CLIENT, sub, told)).name ?? '';
      }),
    refresh: () =>
      orError(async () => {
        const response = await oauth.refreshTokenGrantRequest(as, CLIENT, oauth.None(), refreshToken, ON_LOOPBACK);
        const tokens = await oauth.processRefreshTokenResponse(as, CLIENT, response);
        refreshToken = tokens.refresh_token ?? '';
        return tokens.token_type;
      }),
  };
}

async function orError(ask: () => Promise<string>): Promise<string> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) return error.error;
    throw error;
  }
}
