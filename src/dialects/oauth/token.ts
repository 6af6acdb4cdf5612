import type { Site } from '../dialect.ts';
import type { Endpoint } from './endpoint.ts';
import type { Grant } from './grants.ts';
import { missing } from './parameters.ts';
import { readResources } from './targets.ts';

/** `POST /oauth2/token` (RFC 6749 section 3.2): tokens for whatever grant is presented. */
export function tokenEndpoint(site: Site, grants: ReadonlyMap<string, Grant>): Endpoint {
  return {
    operation: 'token',
    scripts: 'open to scripts',
    answer: async ({ client: reading, parameters, targets, keyProof, caller }) => {
      const grantType = parameters.get('grant_type');
      if (grantType === undefined) return site.core.refuse('token', caller, missing('grant_type').refusal);
      const grant = grants.get(grantType);
      if (grant === undefined) {
        return site.core.refuse('token', caller, { code: 'grant-type-unsupported', asked: grantType });
      }
      if (!reading.ok) return site.core.refuse('token', caller, reading.refusal);
      const absent = grant.needs.filter((name) => !parameters.has(name));
      if (absent.length > 0) return site.core.refuse('token', caller, missing(...absent).refusal);
      const { resources, audiences } = targets;
      const named = readResources(grant.namesAudiences === true ? [...resources, ...audiences] : resources);
      if (!named.ok) return site.core.refuse('token', caller, named.refusal);
      return grant.ask({ caller, client: reading.client, parameters, audience: named.audience, keyProof });
    },
  };
}
