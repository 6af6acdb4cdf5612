import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/** A port that is held by listening on it. */
interface Held {
  readonly port: number;
  readonly server: Server;
}

/** Ports of this machine that nothing listens on now. All are held until the last is found, so that they differ. */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const held = await Promise.all(Array.from({ length: count }, () => hold(0)));
  await Promise.all(held.map(release));
  return held.map(({ port }) => port);
}

/** How many first ports are tried before giving up. */
const TRIES = 50;

/** Below the ports that systems hand out on their own, so that nobody is given one of a row between its finding and its use. */
const ROWS = { from: 10_000, to: 30_000 };

/** The first of so many free ports in a row. */
export async function findFreeRow(count: number): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const first = randomInt(ROWS.from, ROWS.to);
    const row = Array.from({ length: count }, (_, at) => hold(first + at));
    const held = (await Promise.allSettled(row)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all(held.map(release));
    if (held.length === count) return first;
  }
  throw new Error(`There are no ${count} free ports in a row.`);
}

function hold(wanted: number): Promise<Held> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : wanted });
    });
  });
}

function release({ server }: Held): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
