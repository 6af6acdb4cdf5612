/**
 * oidc-provider with the adapter that it comes with, which keeps its last thousand records in memory. Opaque tokens, refresh tokens that
 * rotate, no ID token: the least work that its endpoints can have.
 */
import Provider from 'oidc-provider';
import { answerOrders } from '../child/orders.ts';
import { PEER_CLIENT } from './known-client.ts';
import { listen } from './listen.ts';

const ISSUER = 'http://127.0.0.1';
const YEAR_SECONDS = 365 * 24 * 3600;

const provider = new Provider(ISSUER, {
  clients: [
    {
      client_id: PEER_CLIENT.id,
      client_secret: PEER_CLIENT.secret,
      redirect_uris: [PEER_CLIENT.redirectUri],
      response_types: ['code'],
      grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
    },
  ],
  features: {
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    devInteractions: { enabled: false },
  },
  scopes: ['read', 'write', 'offline_access'],
  rotateRefreshToken: true,
  ttl: { AccessToken: 3600, ClientCredentials: 3600, RefreshToken: YEAR_SECONDS, Grant: YEAR_SECONDS },
  findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
});

async function plantRefreshToken(): Promise<string> {
  const client = await provider.Client.find(PEER_CLIENT.id);
  const grant = new provider.Grant({ accountId: 'ada', clientId: PEER_CLIENT.id });
  grant.addOIDCScope('read write offline_access');
  const grantId = await grant.save();
  const about = { accountId: 'ada', client, grantId, gty: 'authorization_code', scope: 'read write offline_access' };
  return new provider.RefreshToken(about).save();
}

async function plantAccessToken(): Promise<string> {
  const client = await provider.Client.find(PEER_CLIENT.id);
  return new provider.ClientCredentials({ client, scope: PEER_CLIENT.scope }).save();
}

const PLANTS: Readonly<Record<string, () => Promise<string>>> = {
  'refresh-token': plantRefreshToken,
  'access-token': plantAccessToken,
};

answerOrders(
  {
    plant: async ({ what, count }: { readonly what: string; readonly count: number }) => {
      const plant = PLANTS[what];
      if (plant === undefined) throw new Error(`this peer has no ${what}`);
      const planted: string[] = [];
      for (let made = 0; made < count; made += 1) planted.push(await plant());
      return planted;
    },
  },
  { ports: { login: await listen(provider.callback()) } },
);
