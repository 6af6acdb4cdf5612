/** @node-oauth/oauth2-server on Express 5, over a model that keeps everything in maps and checks passwords without hashing them. */
import { randomBytes } from 'node:crypto';
import OAuth2Server, { type Client, type RefreshToken, type Token, type User } from '@node-oauth/oauth2-server';
import express from 'express';
import { answerOrders } from '../child/orders.ts';
import { PEER_CLIENT, PEER_PERSON } from './known-client.ts';
import { listen } from './listen.ts';

const YEAR_MS = 365 * 24 * 3600 * 1000;

const client: Client = { id: PEER_CLIENT.id, grants: ['client_credentials', 'refresh_token', 'password'] };
const person: User = { id: 1, name: PEER_PERSON.name };
const accessTokens = new Map<string, Token>();
const refreshTokens = new Map<string, RefreshToken>();

const server = new OAuth2Server({
  model: {
    getClient: async (id: string, secret: string) =>
      id === PEER_CLIENT.id && (secret === PEER_CLIENT.secret || secret === null) ? client : null,
    getUserFromClient: async () => person,
    getUser: async (name: string, password: string) =>
      name === PEER_PERSON.name && password === PEER_PERSON.password ? person : null,
    validateScope: async (_user: User, _client: Client, scope?: string[]) => scope ?? PEER_CLIENT.scope.split(' '),
    saveToken: async (token: Token, of: Client, user: User) => {
      const kept: Token = { ...token, client: of, user };
      accessTokens.set(kept.accessToken, kept);
      const { refreshToken, refreshTokenExpiresAt } = kept;
      if (refreshToken !== undefined) {
        const expiry = refreshTokenExpiresAt === undefined ? {} : { refreshTokenExpiresAt };
        refreshTokens.set(refreshToken, { refreshToken, ...expiry, client: of, user });
      }
      return kept;
    },
    getAccessToken: async (text: string) => accessTokens.get(text) ?? null,
    getRefreshToken: async (text: string) => refreshTokens.get(text) ?? null,
    revokeToken: async ({ refreshToken }: RefreshToken | Token) =>
      refreshToken !== undefined && refreshTokens.delete(refreshToken),
  },
});

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use(express.urlencoded({ extended: false }));
app.post('/token', async (request, response) => {
  const { headers, method, query, body } = request;
  const answer = new OAuth2Server.Response({ headers: {} });
  try {
    await server.token(new OAuth2Server.Request({ headers, method, query, body }), answer);
    response
      .status(answer.status ?? 200)
      .set(answer.headers ?? {})
      .json(answer.body);
  } catch (error) {
    response.status(400).json({ error: error instanceof Error ? error.message : 'failed' });
  }
});

answerOrders(
  {
    plant: ({ count }: { readonly count: number }) =>
      Array.from({ length: count }, () => {
        // As long as the package's own, so that a chain's requests keep their length.
        const refreshToken = randomBytes(32).toString('hex');
        const refreshTokenExpiresAt = new Date(Date.now() + YEAR_MS);
        refreshTokens.set(refreshToken, { refreshToken, refreshTokenExpiresAt, client, user: person });
        return refreshToken;
      }),
  },
  { ports: { login: await listen(app) } },
);
