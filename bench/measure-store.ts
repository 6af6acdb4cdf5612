import type { SecretForm } from '../src/core/model/secret-form.ts';
import { changeEntry } from '../src/core/operations/steps/change-entry.ts';
import { mintToken } from '../src/core/operations/steps/mint-token.ts';
import { recogniseSecret } from '../src/core/secrets.ts';
import type { Assembled } from '../src/server/assemble.ts';

export interface StoreCost {
  /** Microseconds of one look-up of a live token, and of issuing one in groups of 32. */
  readonly lookUp: number;
  readonly issue: number;
}

const LOOK_UPS = 20_000;
const GROUPS = 300;
const GROUP = 32;

/** What the store alone costs, without a request around it. */
export async function measureStore(
  { world }: Assembled,
  known: readonly string[],
  form: SecretForm,
): Promise<StoreCost> {
  const keys = known.flatMap((text) => recogniseSecret(text) ?? []);
  if (keys.length === 0) throw new Error('there is no known token to look up');
  const lookUp = await perItem(LOOK_UPS, async () => {
    for (let done = 0; done < LOOK_UPS; done += 1) {
      const key = keys[Math.floor(Math.random() * keys.length)];
      if (key === undefined || (await world.store.findToken(key)) === undefined) throw new Error('a token is lost');
    }
  });
  const issue = await perItem(GROUPS * GROUP, async () => {
    for (let group = 0; group < GROUPS; group += 1) {
      await Promise.all(Array.from({ length: GROUP }, () => issueOne(world, form)));
    }
  });
  return { lookUp, issue };
}

async function perItem(items: number, work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return ((performance.now() - begun) * 1000) / items;
}

async function issueOne(world: Assembled['world'], form: SecretForm): Promise<void> {
  const at = world.clock.now();
  const clientId = 'demo-machine';
  const id = world.nextId();
  const descent = { familyId: id, sessionId: undefined, account: undefined, clientId, scope: 'read write' };
  const { token } = await mintToken(world, 'access', { form, lifetimeSeconds: 3600 }, descent, at);
  const family = {
    id,
    accountId: undefined,
    clientId,
    origin: 'oauth',
    openedAt: at,
    revokedAt: undefined,
    revokedWhy: undefined,
  };
  const caller = { dialect: 'oauth', site: 'login', address: '127.0.0.1' };
  await world.store.open(
    { family, session: undefined, tokens: [token] },
    changeEntry(world, 'issue', caller, at, { clientId }),
  );
}
