import type { Inspection } from '../../core/operations/inspect-credential.ts';
import type { Site } from '../dialect.ts';
import type { Endpoint } from './endpoint.ts';
import { missing } from './parameters.ts';
import { subjectOf } from './token-terms.ts';

/** What kind of credential it is, as `token_use` says it. Whoever guards an API must let `access_token` through and nothing else. */
const USES = { access: 'access_token', refresh: 'refresh_token', session: 'session' } as const;

/** The type of a signed answer (RFC 9701 section 5), in its header and, after `application/`, as media type. */
const SIGNED_TYPE = 'token-introspection+jwt';

/** The one that clients assume without a word (RFC 9701 section 6). */
export const INTROSPECTION_ALGORITHM = 'RS256';

/** Whether the answer is to be signed (RFC 9701 section 4); any type at all asks for the usual one. */
function wantsSigned(accept: string | undefined): boolean {
  return (
    accept
      ?.split(',')
      .some((range) => /^ *application\/token-introspection\+jwt *(;(?! *q=0(\.0*)? *$).*)?$/i.test(range)) ?? false
  );
}

/**
 * `POST /oauth2/introspect` (RFC 7662): what any credential of any dialect is worth, sessions included. `token_type_hint` is taken and not
 * needed, since a text tells by its form what it may be.
 */
export function introspectEndpoint(site: Site): Endpoint {
  return {
    operation: 'inspect-credential',
    write: ({ headers }, { client }, members) =>
      wantsSigned(headers.accept) && client.ok ? signAnswer(site, client.client.id, members) : undefined,
    answer: async ({ client: reading, parameters, caller }) => {
      if (!reading.ok) return site.core.refuse('inspect-credential', caller, reading.refusal);
      const text = parameters.get('token');
      if (text === undefined) return site.core.refuse('inspect-credential', caller, missing('token').refusal);
      const result = await site.core.inspectCredential({ caller, client: reading.client, text });
      return result.ok ? { ok: true, value: inspectionAnswer(site, result.value) } : result;
    },
  };
}

/** RFC 9701 section 5: the answer as a statement to the client that asked. */
async function signAnswer(site: Site, clientId: string, members: Readonly<Record<string, unknown>>) {
  const claims = { iss: site.url, aud: clientId, iat: Math.floor(site.now() / 1000), token_introspection: members };
  const terms = { algorithm: INTROSPECTION_ALGORITHM, type: SIGNED_TYPE } as const;
  return { type: `application/${SIGNED_TYPE}`, text: await site.sign(claims, terms) };
}

/**
 * RFC 7662 section 2.2. `token_use`, `origin` (the dialect that it was first issued in) and `site` (the session's own, or the person's home)
 * are ours; `token_type` is told of access tokens only, since nothing else may be used as one.
 */
function inspectionAnswer(site: Site, inspection: Inspection) {
  if (!inspection.active) return { active: false };
  const { kind, id, account, clientId, scope, issuedAt, expiresAt, origin, boundTo, audience } = inspection;
  return {
    active: true,
    token_use: USES[kind],
    token_type: kind === 'access' ? (boundTo === undefined ? 'Bearer' : 'DPoP') : undefined,
    scope: scope === '' ? undefined : scope,
    client_id: clientId,
    username: account?.name,
    sub: subjectOf(account, clientId),
    aud: audienceOf(audience),
    iss: site.url,
    iat: Math.floor(issuedAt / 1000),
    exp: Math.floor(expiresAt / 1000),
    // The same 16 hexadecimal digits that a signed token carries; an identifier, good for nothing else.
    jti: id.toString(16).padStart(16, '0'),
    cnf: boundTo === undefined ? undefined : { jkt: boundTo },
    origin,
    site: inspection.site,
  };
}

/** One name alone, several as a list (RFC 7519 section 4.1.3). A token for this server and whoever asks it names nobody. */
function audienceOf(audience: string | undefined): string | readonly string[] | undefined {
  const names = audience?.split(' ');
  return names?.length === 1 ? names[0] : names;
}
