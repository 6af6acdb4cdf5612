/**
 * A process that writes to a store without end, for a test that kills it: `node crash-writer.ts URL`. It writes a line for each change that it was told
 * is durable: `rotated SPENT REFRESH ACCESS` or `revoked FAMILY`.
 */
import { openStore } from '../open-store.ts';
import { NOW, newEntry, newFamily, newOpening, settle } from './specimens.ts';

const CHAINS = 8;
const STEPS = 5;

const { store, nodeNumber } = await openStore(process.argv[2] ?? '');
// Specimens count their ids from one place in every process, so each run moves on to a stretch of its own.
const stretch = BigInt(nodeNumber) << 40n;
await settle(store);

async function writeForever(): Promise<never> {
  for (;;) {
    const shift = <T extends { readonly id: bigint }>(record: T): T => ({ ...record, id: record.id + stretch });
    const family = shift(newFamily());
    const opening = newOpening(family);
    let spent = shift(opening.refresh);
    await store.open({ family, session: undefined, tokens: [spent, shift(opening.access)] }, shift(newEntry()));
    for (let step = 0; step < STEPS; step += 1) {
      const next = newOpening(family);
      const [refresh, access] = [shift(next.refresh), shift(next.access)];
      await store.rotate({ spentId: spent.id, at: NOW, refresh, access }, shift(newEntry()));
      process.stdout.write(`rotated ${spent.id} ${refresh.id} ${access.id}\n`);
      spent = refresh;
    }
    await store.revokeFamily(family.id, 'asked', NOW, shift(newEntry()));
    process.stdout.write(`revoked ${family.id}\n`);
  }
}

await Promise.all(Array.from({ length: CHAINS }, writeForever));
