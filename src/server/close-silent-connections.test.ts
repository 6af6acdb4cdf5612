import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { openDemo } from '../../test/support/demo.ts';

// Without it the close takes as long as a request may: 30 seconds.
test('a connection on which nothing was said does not hold up the end', { timeout: 15_000 }, async () => {
  const demo = await openDemo({ sites: ['login'], dialects: [] });
  const { login } = await demo.listen();
  const silent = connect(login, '127.0.0.1');
  await once(silent, 'connect');
  // The server has taken the connection once it has answered on a later one.
  assert.equal((await fetch(`http://127.0.0.1:${login}/healthz`)).status, 200);
  await Promise.all([once(silent, 'close'), demo.close()]);
});
