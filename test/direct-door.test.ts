/**
 * The door beside the framework's changes what an answer costs and never what it says: two worlds of the same state, one of them without that door, are
 * asked the same requests over sockets, and give the same bytes.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { askDemo } from './callers/ask.ts';
import * as oauth from './callers/oauth.ts';
import { rawConnection } from './direct-door/raw-connection.ts';
import { anyRequest } from './direct-door/requests.ts';
import { type Demo, openDemo, SITE_NAMES, type SiteName } from './support/demo.ts';
import { loseStore } from './support/lose-store.ts';

const RUNS = 1500;

/** How the store is while a request is answered. */
const STORE_ERRORS = {
  there: undefined,
  away: Object.assign(new Error('gone'), { code: 'STORE_UNAVAILABLE' }),
  broken: new Error('a fault'),
} as const;

test('with and without the direct door, every request gets the same bytes', async (t) => {
  const [direct, usual] = [await openDemo(), await openDemo()];
  let byTheUsualDoor = 0;
  for (const app of direct.apps.values()) {
    app.addHook('onRequest', async () => {
      byTheUsualDoor += 1;
    });
  }
  for (const app of usual.apps.values()) await closeDirectDoor(app);
  const lines = [await connections(direct), await connections(usual)] as const;
  t.after(async () => {
    for (const line of lines) for (const connection of line.values()) connection.close();
    await Promise.all([direct.close(), usual.close()]);
  });
  const first = await openToken([direct, usual]);
  let current = first;

  let asked = 0;
  const statuses = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      anyRequest(await routesOf(direct), first),
      fc.oneof(
        { weight: 12, arbitrary: fc.constant('there' as const) },
        fc.constantFrom('away' as const, 'broken' as const),
      ),
      async ({ site, method, text }, state) => {
        asked += 1;
        // Else soon nobody is let try any more.
        for (const { clock } of [direct, usual]) clock.move(20_000);
        // It lasts for an hour, and some requests end it.
        if (asked % 50 === 0) current = await openToken([direct, usual]);
        const error = STORE_ERRORS[state];
        const restore = error === undefined ? [] : [direct, usual].map((demo) => loseStore(demo, error));
        const [one, other] = await Promise.all(
          lines.map((line) => line.get(site)?.ask(text.replaceAll(first, current), method === 'HEAD')),
        );
        for (const giveBack of restore) giveBack();
        assert.equal(one, other);
        statuses.add(/^HTTP\/1\.1 (\d+)/m.exec(one ?? '')?.[1] ?? '');
      },
    ),
    // What was asked before is part of a failure, so a smaller one couldn't be looked for.
    { numRuns: RUNS, endOnFailure: true },
  );
  // Two usual doors would agree, too; and so would two that let nobody in.
  assert.ok(asked - byTheUsualDoor > RUNS / 4, `${byTheUsualDoor} of ${asked} went by the usual door`);
  assert.ok(
    ['200', '400', '401', '404', '500', '503'].every((status) => statuses.has(status)),
    [...statuses].join(),
  );
});

/** The same token of both worlds. */
async function openToken(demos: readonly Demo[]): Promise<string> {
  const [token = '', same] = await Promise.all(
    demos.map(async (demo) => (await oauth.askForMachine(askDemo(demo))).accessToken),
  );
  assert.equal(token, same);
  assert.equal(token.length, TOKEN_LENGTH);
  return token;
}

/** Else a body with another one would have another length. */
const TOKEN_LENGTH = 56;

/** Leaves an application with the framework's own way to its routes. */
async function closeDirectDoor(app: FastifyInstance): Promise<void> {
  await app.ready();
  app.getDecorator<Map<string, unknown>>('directRoutes').clear();
}

async function connections(demo: Demo) {
  const ports = await demo.listen();
  return new Map(SITE_NAMES.map((site) => [site, rawConnection(ports[site])]));
}

/** Where each route that is answered directly is served. */
async function routesOf(demo: Demo): Promise<ReadonlyMap<string, readonly SiteName[]>> {
  const sites = new Map<string, SiteName[]>();
  for (const site of SITE_NAMES) {
    const routes = demo.apps.get(site)?.getDecorator<ReadonlyMap<string, unknown>>('directRoutes');
    for (const route of routes?.keys() ?? []) sites.set(route, [...(sites.get(route) ?? []), site]);
  }
  return sites;
}
