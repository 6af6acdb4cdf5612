import type { Site } from '../dialect.ts';
import type { Endpoint } from './endpoint.ts';
import type { OauthSettings } from './settings.ts';
import { readResources } from './targets.ts';

/**
 * `POST /oauth2/device_authorization` (RFC 8628 section 3.1): a device gets a code to show to the person and one to ask with. The address that brings the
 * code along is for pictures that a phone reads; the person confirms the code there all the same.
 */
export function deviceEndpoint(site: Site, settings: OauthSettings): Endpoint {
  const { deviceLifetimeSeconds: lifetimeSeconds, deviceIntervalSeconds: intervalSeconds } = settings;
  return {
    operation: 'request-device',
    scripts: 'open to scripts',
    answer: async ({ client: reading, parameters, targets, caller }) => {
      if (!reading.ok) return site.core.refuse('request-device', caller, reading.refusal);
      const resources = readResources(targets.resources);
      if (!resources.ok) return site.core.refuse('request-device', caller, resources.refusal);
      const { audience } = resources;
      const scope = parameters.get('scope');
      const lifetimes = { lifetimeSeconds, intervalSeconds };
      const result = await site.core.requestDevice({ caller, client: reading.client, scope, audience, ...lifetimes });
      if (!result.ok) return result;
      const { deviceCode, userCode } = result.value;
      return {
        ok: true,
        value: {
          device_code: deviceCode,
          user_code: userCode,
          verification_uri: site.pages.deviceAddress(),
          verification_uri_complete: site.pages.deviceAddress(userCode),
          expires_in: lifetimeSeconds,
          interval: intervalSeconds,
        },
      };
    },
  };
}
