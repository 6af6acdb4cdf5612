/** The framework's own JavaScript client, as it is published, against real sockets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JsonServiceClient } from '@servicestack/client';
import { openDemo } from '../../../test/support/demo.ts';

/** What the framework generates for a client: a record that knows its name and what comes back. */
class Authenticate {
  provider?: string;
  userName?: string;
  password?: string;
  rememberMe?: boolean;
  constructor(init: Partial<Authenticate> = {}) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'Authenticate';
  }
  createResponse() {
    return { UserId: '', SessionId: '', UserName: '', BearerToken: '' };
  }
}

class ConvertSessionToToken {
  preserveSession?: boolean;
  constructor(init: Partial<ConvertSessionToToken> = {}) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'ConvertSessionToToken';
  }
  createResponse() {
    return { AccessToken: '' };
  }
}

const ADA = { provider: 'credentials', userName: 'ada', password: 'ada-demo-pass' };

/** As the client comes, and as it is set for hosts without its default route. */
const BASE_PATHS = [
  ['its own path', undefined],
  ['the predefined routes', '/api/json/reply'],
] as const;

async function withClient(
  basePath: string | undefined,
  use: (newClient: () => JsonServiceClient) => Promise<void>,
): Promise<void> {
  const demo = await openDemo();
  try {
    const { c1 } = await demo.listen();
    await use(() => {
      const client = new JsonServiceClient(`http://127.0.0.1:${c1}`);
      if (basePath !== undefined) client.basePath = basePath;
      return client;
    });
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

const UNAUTHENTICATED = { code: '401', message: 'Unauthorized' };

for (const [name, basePath] of BASE_PATHS) {
  test(`logs in, converts, calls with the token, logs out, by ${name}`, async () => {
    await withClient(basePath, async (newClient) => {
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
    });
  });
}

test('a preserved session stays beside its token, by cookies alone', async () => {
  await withClient(undefined, async (newClient) => {
    const client = newClient();
    const { SessionId } = await client.post(new Authenticate({ ...ADA, rememberMe: true }));
    assert.equal(client.cookies['ss-pid']?.value, SessionId);
    const { AccessToken } = await client.post(new ConvertSessionToToken({ preserveSession: true }));
    client.deleteCookie('ss-tok');
    assert.equal((await client.get(new Authenticate())).SessionId, SessionId);
    assert.notEqual((await client.get(new ConvertSessionToToken())).AccessToken, AccessToken);
  });
});

test('is told of a wrong password in words', async () => {
  await withClient(undefined, async (newClient) => {
    assert.deepEqual(await errorOf(newClient().post(new Authenticate({ ...ADA, password: 'wrong' }))), {
      code: 'Unauthorized',
      message: 'Invalid Username or Password',
    });
  });
});
