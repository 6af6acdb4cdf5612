/** The grants of the token endpoint: each reads what it needs, asks one operation, and says the tokens. */
import type { Caller } from '../../core/model/audit-entry.ts';
import { LONG_CODE } from '../../core/model/secret-form.ts';
import type { IssuedTokens } from '../../core/operations/redeem-code.ts';
import type { Result } from '../../core/refusal.ts';
import type { Site } from '../dialect.ts';
import type { ClientProof } from './client-authentication.ts';
import type { KeyProof } from './dpop.ts';
import { createExchange } from './exchange.ts';
import { idTokenFor, type Logon } from './id-token.ts';
import type { Parameters } from './parameters.ts';
import type { OauthSettings } from './settings.ts';
import { tokenTerms } from './token-terms.ts';

/** One grant's request, read. */
export interface Asked {
  readonly caller: Caller;
  readonly client: ClientProof;
  readonly parameters: Parameters;
  /** Undefined when no resource was named. */
  readonly audience: readonly string[] | undefined;
  readonly keyProof: KeyProof | undefined;
}

type Answer = Promise<Result<Readonly<Record<string, unknown>>>>;

export interface Grant {
  /** Parameters without which it can't be asked. */
  readonly needs: readonly string[];
  /** Takes `audience` as another name for what the tokens are for. */
  readonly namesAudiences?: true;
  readonly ask: (asked: Asked) => Answer;
}

const GRANT_URN = 'urn:ietf:params:oauth:grant-type:';

/** Known and not advertised: whoever finds it in the metadata would think it a good idea (RFC 9700 section 2.4). */
const LEGACY: ReadonlySet<string> = new Set(['password']);

/** The grants, by the `grant_type` that asks for them. */
export function grantsOf(site: Site, settings: OauthSettings): ReadonlyMap<string, Grant> {
  const { core } = site;
  const terms = tokenTerms(site, settings);
  const withIdentity = async (issued: IssuedTokens, logon: Logon | undefined) =>
    tokenAnswer(issued, await idTokenFor(site, issued, logon, settings.idTokenLifetimeSeconds));

  return new Map<string, Grant>([
    [
      'client_credentials',
      {
        needs: [],
        ask: async ({ parameters, ...asked }) =>
          said(await core.issueClientToken({ ...asked, scope: parameters.get('scope'), access: terms.access })),
      },
    ],
    [
      'refresh_token',
      {
        needs: ['refresh_token'],
        ask: async ({ parameters, ...asked }) => {
          const [token = '', scope] = [parameters.get('refresh_token'), parameters.get('scope')];
          return said(await core.refreshTokens({ ...asked, ...terms, token, scope, atHomeOnly: false }));
        },
      },
    ],
    [
      'authorization_code',
      {
        // A code is always asked with a redirect address here, so RFC 6749 section 4.1.3 makes it a must.
        needs: ['code', 'redirect_uri'],
        ask: async ({ parameters, ...asked }) => {
          const result = await core.redeemCode({
            ...asked,
            ...terms,
            code: parameters.get('code') ?? '',
            codeForm: LONG_CODE,
            redirectUri: parameters.get('redirect_uri') ?? '',
            verifier: parameters.get('code_verifier'),
            atHomeOnly: false,
          });
          return result.ok ? { ok: true, value: await withIdentity(result.value, result.value.code) } : result;
        },
      },
    ],
    [
      `${GRANT_URN}device_code`,
      {
        needs: ['device_code'],
        ask: async ({ parameters, ...asked }) => {
          const deviceCode = parameters.get('device_code') ?? '';
          const result = await core.redeemDevice({ ...asked, ...terms, deviceCode });
          return result.ok ? { ok: true, value: await withIdentity(result.value, result.value) } : result;
        },
      },
    ],
    [
      `${GRANT_URN}token-exchange`,
      { needs: ['subject_token', 'subject_token_type'], namesAudiences: true, ask: createExchange(site, terms) },
    ],
    [
      'password',
      {
        needs: ['username', 'password'],
        ask: async ({ parameters, ...asked }) => {
          const person = personIn(parameters.get('username') ?? '');
          const password = parameters.get('password') ?? '';
          const scope = parameters.get('scope');
          return said(await core.issueByPassword({ ...asked, ...terms, person, password, scope }));
        },
      },
    ],
  ]);
}

/** As metadata names them. */
export function advertised(grants: ReadonlyMap<string, Grant>): readonly string[] {
  return [...grants.keys()].filter((name) => !LEGACY.has(name));
}

/** A name alone, or behind its organisation and a backslash. */
function personIn(username: string) {
  const at = username.indexOf('\\');
  return at < 0 ? { name: username } : { organisationCode: username.slice(0, at), name: username.slice(at + 1) };
}

function said(result: Result<IssuedTokens>): Result<Readonly<Record<string, unknown>>> {
  return result.ok ? { ok: true, value: tokenAnswer(result.value, undefined) } : result;
}

/** RFC 6749 section 5.1, and RFC 9449 section 5 for bound tokens. The scope is told whenever there is one, asked for or not. */
function tokenAnswer({ access, refresh, expiresInSeconds, scope }: IssuedTokens, idToken: string | undefined) {
  return {
    access_token: access.text,
    token_type: access.token.boundTo === undefined ? 'Bearer' : 'DPoP',
    expires_in: expiresInSeconds,
    refresh_token: refresh?.text,
    id_token: idToken,
    scope: scope === '' ? undefined : scope,
  };
}
