/** An application in the browser. It is served from an address of its own, and speaks to the server itself: from another origin, as all such applications do. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

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

/** Serves the application on a free port, as RFC 8252 section 7.3 lets a public client do that is registered on this machine. @returns its origin */
export async function serveApp(t: TestContext): Promise<string> {
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
  if (typeof address !== 'object' || address === null) throw new Error('The application has no port.');
  return `http://127.0.0.1:${address.port}`;
}
