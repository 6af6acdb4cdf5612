import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { exampleOf } from './example.ts';
import type { Place, ReverseProxy } from './reverse-proxy.ts';

const MODULES = '/usr/lib/apache2/modules';

const NEEDED = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'proxy', 'proxy_http'];

/** Apache with one of its modules for OAuth, as an example shows it. */
function apacheWith(module: string, names: ReverseProxy['names'], example: (place: Place) => string): ReverseProxy {
  return {
    name: 'apache2',
    versionArguments: ['-v'],
    names,
    files: (place) => ({
      'httpd.conf': `
ServerRoot ${place.folder}
DefaultRuntimeDir ${place.folder}
PidFile ${place.folder}/httpd.pid
Mutex file:${place.folder}
ErrorLog ${place.folder}/error.log
ServerName 127.0.0.1
User nobody
Group nogroup
Listen 127.0.0.1:${place.port}
${[...NEEDED, module].map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
${example(place)}`,
    }),
    runArguments: (folder) => ['-f', `${folder}/httpd.conf`, '-DFOREGROUND'],
  };
}

/** A relying party. Its client is the public one, whose redirect may have any port. */
export const relyingApache = apacheWith(
  'auth_openidc',
  ['oidc_claim_name', 'oidc_claim_sub'],
  (place) => `
${exampleOf('apache', place, 'dialects/oauth.md').replace(/^OIDCClientID .*\nOIDCClientSecret .*$/m, 'OIDCClientID demo-spa')}
OIDCInfoHook access_token
`,
);

/** A resource server. */
export const guardingApache = apacheWith('oauth2', ['tessera-username', 'tessera-sub'], (place) =>
  exampleOf('apache', place),
);

/** Whether Apache is on this machine with a module. */
export function hasApacheWith(module: string): boolean {
  return spawnSync('apache2', ['-v']).status === 0 && existsSync(`${MODULES}/mod_${module}.so`);
}
