/** An application in the browser. It is served from an address of its own, and speaks to the server itself: from another origin, as all such applications do. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Demo } from '../support/demo.ts';

const PAGE = ['text/html', readPart(new URL('single-page-app/app.html', import.meta.url).href)] as const;

const PARTS: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/': PAGE,
  '/callback': PAGE,
  '/signed-out': PAGE,
  '/oauth4webapi.js': ['text/javascript', readPart(import.meta.resolve('oauth4webapi'))],
};

function readPart(url: string): string {
  return readFileSync(fileURLToPath(url), 'utf8');
}

/** The client that the application is: the demo's public one, but for where it is served. */
export const APP_CLIENT = 'app-here';

/** Serves the application on a free port, and registers it there. @returns its origin */
export async function serveApp(t: TestContext, demo: Demo): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const [type, text] = PARTS[url.replace(/\?.*/, '')] ?? ['text/plain', ''];
    response.writeHead(text === '' ? 404 : 200, { 'content-type': type }).end(text);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const known = await demo.store.findClient('demo-spa');
  if (typeof address !== 'object' || address === null || known === undefined)
    throw new Error('There is no application.');
  const origin = `http://127.0.0.1:${address.port}`;
  const [redirectUris, logoutUris] = [[`${origin}/callback`], [`${origin}/signed-out`]];
  await demo.store.addClient({ ...known, id: APP_CLIENT, redirectUris, logoutUris });
  return origin;
}
