import type { Client } from '../core/model/client.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Store } from '../core/ports/store.ts';

interface Kept {
  readonly client: Client;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** Many more than a deployment has; past it everything is forgotten, so that memory stays bounded. */
const LARGEST = 10_000;

/**
 * A store that answers for client applications from memory. Nearly every request asks for one of a few, and they hardly ever change.
 *
 * A change made through this store is seen at once; one made through another node, when the time is over. What isn't there is never kept.
 * @param keptMs Infinity where nothing else can change the database
 */
export function keepClients(store: Store, clock: Clock, keptMs: number): Store {
  const kept = new Map<string, Kept>();
  async function find(id: string): Promise<Client | undefined> {
    const client = await store.findClient(id);
    if (client === undefined) return undefined;
    if (kept.size >= LARGEST) kept.clear();
    kept.set(id, { client, until: clock.now() + keptMs });
    return client;
  }

  return {
    ...store,
    findClient(id) {
      const found = kept.get(id);
      return found !== undefined && clock.now() < found.until ? found.client : find(id);
    },
    async addClient(client) {
      const outcome = await store.addClient(client);
      kept.delete(client.id);
      return outcome;
    },
  };
}
