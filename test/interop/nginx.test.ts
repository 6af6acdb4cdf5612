/** A real nginx protects a page with `auth_request`, and each dialect's credential opens it until that dialect ends it. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { verifier } from '../../src/verifier/index.ts';
import { type Ask, askServers } from '../callers/ask.ts';
import * as digioffice from '../callers/digioffice.ts';
import * as oauth from '../callers/oauth.ts';
import * as projector from '../callers/projector.ts';
import * as twinfield from '../callers/twinfield.ts';
import * as yindo from '../callers/yindo.ts';
import { openDemo } from '../support/demo.ts';
import { findFreePorts } from '../support/free-ports.ts';
import { createProofMaker } from '../support/key-proofs.ts';

const hasNginx = spawnSync('nginx', ['-v']).status === 0;

interface Credential {
  readonly dialect: string;
  readonly obtain: (ask: Ask) => Promise<string>;
  readonly carry: (text: string) => Readonly<Record<string, string>>;
  readonly end: (ask: Ask, text: string) => Promise<{ readonly word: string }>;
  readonly user: string | undefined;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const CREDENTIALS: readonly Credential[] = [
  {
    dialect: 'twinfield',
    obtain: async (ask) => (await twinfield.oauthLogon(ask, 'ada')).session,
    carry: (text) => ({ SessionID: text }),
    end: twinfield.abandon,
    user: 'ada',
  },
  {
    dialect: 'projector',
    obtain: async (ask) => (await projector.redeem(ask)).ticket,
    carry: (text) => ({ SessionTicket: text }),
    end: projector.unauthenticate,
    user: 'ada',
  },
  {
    dialect: 'digioffice, by cookie',
    obtain: async (ask) => (await digioffice.authenticate(ask, 'ada', 'ada-demo-pass')).session,
    carry: (text) => ({ cookie: `ss-id=${text}` }),
    end: (ask, text) => digioffice.convert(ask, text, false),
    user: 'ada',
  },
  {
    dialect: 'yindo',
    obtain: async (ask) => (await yindo.logon(ask, 'theuser', 'thepass')).token,
    carry: bearer,
    end: oauth.revoke,
    user: 'theuser',
  },
  {
    dialect: 'oauth',
    obtain: async (ask) => (await oauth.askForMachine(ask)).accessToken,
    carry: bearer,
    end: oauth.revoke,
    user: undefined,
  },
];

test('nginx lets through who is let through, and says who it is', {
  skip: !hasNginx && 'there is no nginx',
}, async (t) => {
  const demo = await openDemo({ atFreePorts: true });
  t.after(() => demo.close());
  await demo.listen();
  const page = await protectedPage(t, `${demo.urls.login}/verify`);
  const ask = askServers(demo.urls);

  const nobody = await fetch(page);
  assert.equal(nobody.status, 401);
  assert.equal(nobody.headers.get('www-authenticate'), 'Bearer realm="tessera"');
  const liar = await fetch(page, { headers: { 'remote-user': 'ada' } });
  assert.equal(liar.status, 401);

  for (const { dialect, obtain, carry, end, user } of CREDENTIALS) {
    const text = await obtain(ask);
    assert.notEqual(text, '', dialect);
    const open = await fetch(page, { headers: { ...carry(text), 'remote-user': 'mallory' } });
    assert.equal(open.status, 200, dialect);
    assert.equal(await open.text(), `hello ${user ?? 'nobody'}`, dialect);
    await end(ask, text);
    assert.equal((await fetch(page, { headers: carry(text) })).status, 401, `${dialect}, ended`);
  }
});

test('nginx tells which request it holds, and a bound token is let through with a proof about that one', {
  skip: !hasNginx && 'there is no nginx',
}, async (t) => {
  const carriers = [{ kind: 'bearer' }, { kind: 'dpop', manner: 'original' }] as const;
  const demo = await openDemo({ atFreePorts: true, beside: [verifier({ carriers })] });
  t.after(() => demo.close());
  await demo.listen();
  const page = await protectedPage(t, `${demo.urls.login}/verify`);
  const holder = await createProofMaker();
  const prove = (method: string, url: string, token?: string) =>
    holder.prove({ method, url, now: demo.clock.now(), ...(token === undefined ? {} : { token }) });

  const tokenUrl = `${demo.urls.login}/oauth2/token`;
  const issued = await fetch(tokenUrl, {
    method: 'POST',
    headers: {
      dpop: await prove('POST', tokenUrl),
      authorization: `Basic ${btoa('demo-machine:demo-machine-secret')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await issued.json()) as { readonly access_token: string };
  const send = async (method: string, url: string, dpop: string, more: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(url, { method, headers: { authorization: `DPoP ${token}`, dpop, ...more } });
    return [answer.status, /error="(\w+)"/.exec(answer.headers.get('www-authenticate') ?? '')?.[1]];
  };

  const report = `${page}reports/7`;
  const proof = await prove('DELETE', report, token);
  const elsewhere = await send('GET', `${page}reports/8`, proof);
  assert.deepEqual(elsewhere, [401, 'invalid_dpop_proof']);
  const claimed = {
    'x-original-method': 'DELETE',
    'x-original-url': report,
    'x-forwarded-method': 'DELETE',
    'x-forwarded-uri': '/reports/7',
  };
  assert.deepEqual(await send('GET', `${page}reports/8`, proof, claimed), [401, 'invalid_dpop_proof']);
  assert.deepEqual(await send('DELETE', `${report}?all=yes`, proof), [200, undefined]);
  assert.deepEqual(await send('DELETE', report, proof), [401, 'invalid_dpop_proof'], 'a proof counts once');
  const asBearer = await fetch(report, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(asBearer.status, 401);
  assert.match(asBearer.headers.get('www-authenticate') ?? '', /^Bearer .*error="invalid_token", DPoP /);
});

/** A page behind nginx that greets whom nginx names to it. @returns its address */
async function protectedPage(t: TestContext, verify: string): Promise<string> {
  const application = createServer((request, response) => {
    response.end(`hello ${request.headers['remote-user'] ?? 'nobody'}`);
  });
  await new Promise<void>((resolve) => {
    application.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => application.close());
  const behind = application.address();
  assert.ok(typeof behind === 'object' && behind !== null);
  const [port = 0] = await findFreePorts(1);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-nginx-'));
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port, verify, `http://127.0.0.1:${behind.port}`));
  const nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], {
    stdio: 'inherit',
  });
  t.after(async () => {
    nginx.kill('SIGTERM');
    if (nginx.exitCode === null) await once(nginx, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 200; tries += 1) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return url;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('nginx did not come up.');
}

function configuration(folder: string, port: number, verify: string, application: string): string {
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    location / {
      auth_request /_verify;
      auth_request_set $user $upstream_http_remote_user;
      proxy_set_header Remote-User $user;
      proxy_pass ${application};
    }
    location = /_verify {
      internal;
      proxy_pass ${verify};
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header X-Original-Method $request_method;
      proxy_set_header X-Original-URL $scheme://$http_host$request_uri;
    }
  }
}
`;
}
