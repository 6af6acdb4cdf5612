/**
 * What others offer under these members and we don't, by IANA's registries: asking for it must fail, or else it is done and not advertised.
 *
 * The password grant is missing here: it is done, for clients with a permit of its own, and kept out of the metadata with intent (docs/choices.md).
 */
import assert from 'node:assert/strict';
import { askPerson, type Offer, post, toldBy, WEB } from './offer.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:';

interface Unoffered {
  readonly known: readonly string[];
  /** Asks for one. @throws when it is done */
  readonly refuses: (offer: Offer, entry: string) => Promise<void>;
}

async function clientIsTold(offer: Offer, member: string, entry: string, error: string): Promise<void> {
  assert.equal(toldBy(await askPerson(offer, { [member]: entry })).get('error'), error, entry);
}

export const UNOFFERED: Readonly<Record<string, Unoffered>> = {
  grant_types_supported: {
    known: [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      'implicit',
      ...['jwt-bearer', 'saml2-bearer', 'device_code', 'token-exchange', 'pre-authorized_code'].map(
        (name) => `${GRANT}${name}`,
      ),
      'urn:openid:params:grant-type:ciba',
    ],
    refuses: async (offer, grantType) => {
      const { members } = await post(offer, 'token_endpoint', { ...WEB, grant_type: grantType });
      assert.equal(members.error, 'unsupported_grant_type');
    },
  },
  response_types_supported: {
    known: ['code', 'token', 'id_token', 'none', 'code id_token', 'code token', 'id_token token'],
    refuses: (offer, entry) => clientIsTold(offer, 'response_type', entry, 'unsupported_response_type'),
  },
  response_modes_supported: {
    known: ['query', 'form_post', 'fragment', 'web_message', 'jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt'],
    refuses: (offer, entry) => clientIsTold(offer, 'response_mode', entry, 'invalid_request'),
  },
  prompt_values_supported: {
    known: ['none', 'login', 'consent', 'select_account', 'create'],
    refuses: (offer, entry) => clientIsTold(offer, 'prompt', entry, 'invalid_request'),
  },
  code_challenge_methods_supported: {
    known: ['S256', 'plain'],
    refuses: (offer, entry) => clientIsTold(offer, 'code_challenge_method', entry, 'invalid_request'),
  },
};

/** Those where it is the proof itself that must fail. */
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
];

export const ALGORITHM_MEMBERS = /(auth|dpop)_signing_alg_values_supported$/;

export function unofferedAlgorithms(offered: readonly string[]): readonly string[] {
  return ALGORITHMS.filter((algorithm) => !offered.includes(algorithm));
}
