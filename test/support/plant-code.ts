import { LONG_CODE } from '../../src/core/model/secret-form.ts';
import { writeSecret } from '../../src/core/secrets.ts';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { PEOPLE } from '../../src/server/demo-world/people.ts';
import { seedCode } from '../../src/server/demo-world/seed-code.ts';
import type { Demo } from './demo.ts';

/** Plants a code that a person gave the Projector seed client, with the seed page's verifier. @returns the code's text */
export async function plantCode(demo: Demo, person: string): Promise<string> {
  const { world, store, clock } = demo;
  const accountId = PEOPLE.findIndex(({ name }) => name === person) + 1;
  const id = world.nextId();
  const secret = writeSecret(LONG_CODE, id, world.random.bytes);
  const at = clock.now();
  await store.addCode(seedCode({ id, fingerprint: secret.fingerprint, accountId, expiresAt: at + 60_000 }), {
    id: world.nextId(),
    at,
    operation: 'plant-code',
    outcome: 'yes',
    caller: { dialect: 'test', site: 'login', address: '127.0.0.1' },
    accountId,
    clientId: SEED_CLIENT.id,
  });
  return secret.text;
}
