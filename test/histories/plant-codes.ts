import { LONG_CODE } from '../../src/core/model/secret-form.ts';
import { writeSecret } from '../../src/core/secrets.ts';
import type { World } from '../../src/core/world.ts';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { seedCode } from '../../src/server/demo-world/seed-code.ts';
import type { CodeGiven } from './call.ts';

/** Ada, whose home is c1. */
const ACCOUNT_ID = 1;

/** Gives the seed client a code for each lifetime, as if Ada had consented so often. */
export function plantCodes(world: World, lifetimesMs: readonly number[]): Promise<readonly CodeGiven[]> {
  return Promise.all(lifetimesMs.map((lifetime) => plantCode(world, world.clock.now() + lifetime)));
}

async function plantCode(world: World, expiresAt: number): Promise<CodeGiven> {
  const id = world.nextId();
  const { text, fingerprint } = writeSecret(LONG_CODE, id, world.random.bytes);
  await world.store.addCode(seedCode({ id, fingerprint, accountId: ACCOUNT_ID, expiresAt }), {
    id: world.nextId(),
    at: world.clock.now(),
    operation: 'plant-code',
    outcome: 'yes',
    caller: { dialect: 'test', site: 'login', address: '127.0.0.1' },
    accountId: ACCOUNT_ID,
    clientId: SEED_CLIENT.id,
  });
  return { text, expiresAt };
}
