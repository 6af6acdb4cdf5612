/** The framework's own JavaScript client, both major generations as they are published, against real sockets. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { JsonServiceClient } from '@servicestack/client';
import { JsonServiceClient as OlderClient } from 'servicestack-client-1';
import { openDemo } from '../../../test/support/demo.ts';

/** What the framework generates for a client: a record that knows its name and what comes back. */
abstract class Request<T> {
  constructor(members: object = {}) {
    Object.assign(this, members);
  }
  getTypeName() {
    return this.constructor.name;
  }
  getMethod() {
    return 'POST';
  }
  abstract createResponse(): T;
}

class Authenticate extends Request<{ UserId: string; SessionId: string; UserName: string; RefreshToken: string }> {
  createResponse() {
    return { UserId: '', SessionId: '', UserName: '', RefreshToken: '' };
  }
}

class ConvertSessionToToken extends Request<{ AccessToken: string }> {
  createResponse() {
    return { AccessToken: '' };
  }
}

class GetAccessToken extends Request<{ AccessToken: string }> {
  createResponse() {
    return { AccessToken: '' };
  }
}

class GetJWTAccessToken extends Request<string> {
  createResponse() {
    return '';
  }
}

const ADA = { provider: 'credentials', userName: 'ada', password: 'ada-demo-pass' };

type Client = JsonServiceClient | OlderClient;

/** Each as it comes, and the current one as it is set for hosts without its default route. The older one is told where the service is. */
const CLIENTS: Readonly<Record<string, (url: string) => Client>> = {
  'version 2': (url) => new JsonServiceClient(url),
  'version 2 on the predefined routes': (url) => {
    const client = new JsonServiceClient(url);
    client.basePath = '/api/json/reply';
    return client;
  },
  'version 1': (url) => new OlderClient(`${url}/api`),
};

async function withClient(
  create: (url: string) => Client,
  use: (newClient: () => Client) => Promise<void>,
): Promise<void> {
  const demo = await openDemo();
  try {
    const { c1 } = await demo.listen();
    await use(() => create(`http://127.0.0.1:${c1}`));
  } finally {
    await demo.close();
  }
}

async function errorOf(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await promise;
  } catch (error) {
    const { responseStatus } = error as { responseStatus?: { errorCode: string; message: string } };
    assert.ok(responseStatus, String(error));
    return { code: responseStatus.errorCode, message: responseStatus.message };
  }
  throw new assert.AssertionError({ message: 'It was let through.' });
}

/** The answer has no body, so the client shows the status and the reason phrase. */
const UNAUTHENTICATED = { code: '401', message: 'Unauthorized' };

for (const [name, create] of Object.entries(CLIENTS)) {
  describe(name, () => {
    test('logs in, converts, calls with the token, logs out', () =>
      withClient(create, async (newClient) => {
        const client = newClient();
        assert.deepEqual(await errorOf(client.post(new ConvertSessionToToken())), UNAUTHENTICATED);

        const session = await client.post(new Authenticate(ADA));
        assert.equal(session.UserId, '1');
        assert.equal(client.cookies['ss-id']?.value, session.SessionId);

        const { AccessToken } = await client.post(new ConvertSessionToToken({ preserveSession: false }));
        assert.match(AccessToken, /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);

        const bySession = newClient();
        bySession.headers.set('X-ss-id', session.SessionId);
        assert.deepEqual(await errorOf(bySession.post(new ConvertSessionToToken())), UNAUTHENTICATED);

        const byToken = newClient();
        byToken.bearerToken = AccessToken;
        assert.equal((await byToken.get(new Authenticate())).UserName, 'ada');
        assert.equal((await byToken.post(new ConvertSessionToToken())).AccessToken, AccessToken);

        await client.post(new Authenticate({ provider: 'logout' }));
        assert.deepEqual(await errorOf(byToken.post(new ConvertSessionToToken())), {
          code: 'TokenException',
          message: 'Token has been invalidated',
        });
        // The client goes on sending its cookies, now empty.
        assert.deepEqual(await errorOf(client.post(new ConvertSessionToToken())), UNAUTHENTICATED);
      }));

    test('a preserved session stays beside its token, by cookies alone', () =>
      withClient(create, async (newClient) => {
        const client = newClient();
        const { SessionId } = await client.post(new Authenticate({ ...ADA, rememberMe: true }));
        assert.equal(client.cookies['ss-pid']?.value, SessionId);
        const { AccessToken } = await client.post(new ConvertSessionToToken({ preserveSession: true }));
        client.deleteCookie('ss-tok');
        assert.equal((await client.get(new Authenticate())).SessionId, SessionId);
        assert.notEqual((await client.get(new ConvertSessionToToken())).AccessToken, AccessToken);
      }));

    test('gets tokens by a refresh token, and of the vendor', () =>
      withClient(create, async (newClient) => {
        const client = newClient();
        const { RefreshToken } = await client.post(new Authenticate(ADA));
        const { AccessToken } = await newClient().post(new GetAccessToken({ refreshToken: RefreshToken }));
        const byToken = newClient();
        byToken.bearerToken = AccessToken;
        const short = await byToken.post(new GetJWTAccessToken({ expiresInMinutes: 5 }));
        assert.match(short, /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
        byToken.bearerToken = short;
        assert.equal((await byToken.get(new Authenticate())).UserName, 'ada');
        assert.equal(
          (await errorOf(client.post(new GetAccessToken({ refreshToken: short })))).message,
          'Token is invalid',
        );
      }));

    test('sends Basic credentials, and batches', () =>
      withClient(create, async (newClient) => {
        const client = newClient();
        client.setCredentials('ada', 'ada-demo-pass');
        const converted = await client.sendAll([new ConvertSessionToToken(), new ConvertSessionToToken()]);
        assert.equal(new Set(converted.map(({ AccessToken }) => AccessToken)).size, 2);
        client.setCredentials('ada', 'wrong');
        assert.equal((await errorOf(client.post(new ConvertSessionToToken()))).message, 'Invalid Username or Password');
      }));

    test('is told of a wrong password in words', () =>
      withClient(create, async (newClient) => {
        assert.deepEqual(await errorOf(newClient().post(new Authenticate({ ...ADA, password: 'wrong' }))), {
          code: 'Unauthorized',
          message: 'Invalid Username or Password',
        });
      }));
  });
}

test('renews a token that has expired by itself, where members are spelled as it reads them', async () => {
  const demo = await openDemo({ settings: { digioffice: { propertyCase: 'camel' } } });
  try {
    const { c1 } = await demo.listen();
    for (const [name, create] of Object.entries(CLIENTS)) {
      const client = create(`http://127.0.0.1:${c1}`);
      const session: object = await client.post(new Authenticate(ADA));
      assert.ok('bearerToken' in session && 'refreshToken' in session, name);
      client.cookies = {};
      client.bearerToken = String(session.bearerToken);
      client.refreshToken = String(session.refreshToken);
      demo.clock.move(15 * 24 * 3600 * 1000);
      const me: object = await client.get(new Authenticate());
      assert.ok('userName' in me && me.userName === 'ada', name);
      assert.notEqual(client.bearerToken, session.bearerToken);
    }
  } finally {
    await demo.close();
  }
});
