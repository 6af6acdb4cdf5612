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

/** The first of so many free ports in a row. */
export async function findFreeRow(count: number): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const first = await hold(0);
    const others = Array.from({ length: count - 1 }, (_, at) => hold(first.port + at + 1));
    const next = (await Promise.allSettled(others)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all([first, ...next].map(release));
    if (next.length === count - 1) return first.port;
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
