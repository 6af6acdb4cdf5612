import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** A site's application and the port that it is to listen on. */
export interface Listener {
  readonly app: FastifyInstance;
  readonly host: string;
  readonly port: number;
}

/**
 * Starts every site, or none: when one port is taken, those already open are closed again.
 * @returns the ports in the same order
 */
export async function listenAll(listeners: readonly Listener[]): Promise<number[]> {
  try {
    const ports: number[] = [];
    for (const { app, host, port } of listeners) {
      await app.listen({ host, port });
      // A TCP listener's address is never a path.
      ports.push((app.server.address() as AddressInfo).port);
    }
    return ports;
  } catch (error) {
    await Promise.all(listeners.map(({ app }) => app.close()));
    throw error;
  }
}
