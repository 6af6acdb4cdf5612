import type { Site } from '../dialect.ts';
import type { Endpoint } from './endpoint.ts';
import { missing } from './parameters.ts';

/**
 * `POST /oauth2/revoke` (RFC 7009): ends a credential of any dialect and all that descends from the same logon or grant.
 *
 * Unknown, ended and senseless texts are a yes (section 2.2). `token_type_hint` is taken and not needed, whatever it says.
 */
export function revokeEndpoint(site: Site): Endpoint {
  return {
    operation: 'revoke-credential',
    scripts: 'open to scripts',
    answer: async ({ client: reading, parameters, caller }) => {
      if (!reading.ok) return site.core.refuse('revoke-credential', caller, reading.refusal);
      const text = parameters.get('token');
      if (text === undefined) return site.core.refuse('revoke-credential', caller, missing('token').refusal);
      const result = await site.core.revokeCredential({ caller, client: reading.client, text, atHomeOnly: false });
      return result.ok ? { ok: true, value: undefined } : result;
    },
  };
}
