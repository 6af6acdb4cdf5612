import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDemo } from '../../../test/support/demo.ts';
import { redemption, refreshing } from '../../../test/support/questions.ts';
import { seedDemoWorld } from './seed.ts';

test('however often the demo is started, its unused refresh token stands for one connection', async (t) => {
  const { world, core, close } = await openDemo({ dialects: [], sites: ['c1'] });
  t.after(close);
  for (let start = 0; start < 3; start += 1) await seedDemoWorld(world);
  const redeemed = await core.redeemCode(redemption({ bound: { most: 2, per: 'client-and-person' } }));
  assert.equal(redeemed.ok && redeemed.value.evicted, 0);
});

test('what was spent is live again after the next start', async (t) => {
  const { world, core, clock, close } = await openDemo({ dialects: [], sites: ['c1'] });
  t.after(close);
  assert.ok((await core.redeemCode(redemption())).ok);
  assert.ok((await core.refreshTokens(refreshing())).ok);
  clock.move(3_600_000);
  await seedDemoWorld(world);
  assert.ok((await core.redeemCode(redemption())).ok);
  assert.ok((await core.refreshTokens(refreshing())).ok);
});
