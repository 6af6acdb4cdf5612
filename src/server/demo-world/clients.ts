import type { Client } from '../../core/model/client.ts';

type Needed = 'id' | 'name' | 'proof' | 'permits' | 'redirectUris' | 'scopes';

/** A client application of the demo world before its secret is fingerprinted. Everything here is public and made up. */
export interface DemoClient
  extends Pick<Client, Needed>,
    Partial<Omit<Client, Needed | 'secretFingerprint' | 'sealedSecret'>> {
  readonly secret: string | undefined;
}

/** The key pair of the client that signs, private half included, so that whoever tries the demo can sign too. */
export const DEMO_KEY = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: 'O_VQyQfmnSB8IiUTLVQx6K4R1pPYoC-l_UuPwAlBGNY',
  d: 'kzWF8hnkK22jX0rSClYd3MBWjDVZtgENOiDI2ZmBg1U',
} as const;

/** A made-up API of the demo's organisation, and another that it has besides. */
const AUDIENCES = ['https://api.acme.example/', 'https://files.acme.example/'];

const LOGOUT_URIS = ['https://my.app.com/signed-out', 'http://127.0.0.1:9999/signed-out'];

const REDIRECTS = ['https://my.app.com/redirect-handler', 'http://127.0.0.1:9999/callback'];

/** The client of the Projector seed pages, with the values that they print. */
export const SEED_CLIENT = {
  id: '24748faf-e239-d132-167a-6e4d3e1bd0fb',
  secret: 'r6tuVhR3ol1BFFVfy3Oe-J8VoH0KpkgLVqAMi-IIgvd_Lr613IEYcXhKAea8eLtQKSIgQ4jHIKhCKQcwriUtgB',
  redirectUri: 'https://my.app.com/redirect-handler',
  code: 'E2BgYJjLoNrEY50z-8hLMXevukfd3EWpZcn5RQW6xemGeYelfl_aetMDAA',
  codeVerifier: 'swubMxS7yR-SYjlEwuu5gaS8~bvgL-ngbpZiYFLR_4Vf~u388c.qimhmm6kVc3h3h~TSmhDj02AIPeGcI_Y',
  refreshToken: 'E2BgYJjLoNrEY50z-7gMN1evukfd3EWpZcn5RQW6xemGeYelfl_aetMDAA',
  scope: 'allowFullPermissions',
};

export const DEMO_CLIENTS: readonly DemoClient[] = [
  {
    id: 'demo-consumer',
    name: 'Demo consumer',
    proof: 'secret',
    secret: 'demo-consumer-secret',
    permits: ['delegation'],
    redirectUris: [...REDIRECTS, 'oob'],
    scopes: [],
  },
  {
    id: 'demo-openid',
    name: 'Demo bookkeeping app',
    proof: 'secret',
    secret: 'demo-openid-secret',
    permits: ['code', 'code-without-challenge', 'refresh'],
    redirectUris: REDIRECTS,
    scopes: ['openid', 'twf.user', 'twf.organisation', 'twf.organisationUser', 'offline_access'],
  },
  {
    id: SEED_CLIENT.id,
    name: 'Demo client app',
    proof: 'secret',
    secret: SEED_CLIENT.secret,
    permits: ['code', 'code-without-challenge', 'refresh'],
    redirectUris: REDIRECTS,
    scopes: [
      SEED_CLIENT.scope,
      'browseResources',
      'enterTime',
      'scheduleResources',
      'scheduleEngagements',
      'viewProjects',
    ],
    // As the vendor's guide has it: S256 preferred, plain accepted.
    challengeMethods: ['S256', 'plain'],
  },
  {
    id: 'demo-web',
    name: 'Demo web app',
    proof: 'secret',
    secret: 'demo-web-secret',
    permits: ['code', 'refresh'],
    redirectUris: REDIRECTS,
    logoutUris: LOGOUT_URIS,
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    audiences: AUDIENCES,
  },
  {
    id: 'demo-spa',
    name: 'Demo single-page app',
    proof: 'none',
    secret: undefined,
    permits: ['code', 'refresh'],
    redirectUris: REDIRECTS,
    logoutUris: LOGOUT_URIS,
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    audiences: AUDIENCES,
  },
  {
    id: 'demo-machine',
    name: 'Demo machine',
    proof: 'secret',
    secret: 'demo-machine-secret',
    permits: ['client-credentials', 'introspection', 'exchange', 'exchange-unlimited'],
    redirectUris: [],
    scopes: ['read', 'write'],
    audiences: AUDIENCES,
  },
  {
    id: 'demo-signer',
    name: 'Demo signer',
    proof: 'signature',
    secret: undefined,
    keys: [{ kty: DEMO_KEY.kty, crv: DEMO_KEY.crv, x: DEMO_KEY.x, kid: 'demo-key', alg: 'EdDSA', use: 'sig' }],
    permits: ['client-credentials', 'code', 'refresh', 'exchange'],
    redirectUris: REDIRECTS,
    scopes: ['openid', 'profile', 'email', 'offline_access', 'read'],
    audiences: AUDIENCES,
    accessForm: 'signed',
  },
  {
    id: 'demo-tv',
    name: 'Demo television',
    proof: 'none',
    secret: undefined,
    permits: ['device', 'refresh'],
    redirectUris: [],
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    audiences: AUDIENCES,
  },
  {
    id: 'demo-legacy',
    name: 'Demo legacy app',
    proof: 'secret',
    secret: 'demo-legacy-secret',
    permits: ['password', 'refresh'],
    redirectUris: [],
    scopes: ['read', 'write'],
  },
];
