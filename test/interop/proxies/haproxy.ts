import { exampleOf } from './example.ts';
import { NAMES, type VerifyingProxy } from './verifying-proxy.ts';

export const haproxy: VerifyingProxy = {
  name: 'haproxy',
  versionArguments: ['-v'],
  names: NAMES,
  manner: 'original',
  files: (place) => ({
    'tessera.lua': exampleOf('lua', place),
    'haproxy.cfg': `
defaults
    mode http
    timeout connect 2s
    timeout client 5s
    timeout server 5s
${exampleOf('haproxy', place)
  .replace('/etc/haproxy', place.folder)
  .replace(/bind .*/, `bind 127.0.0.1:${place.port}`)}`,
  }),
  runArguments: (folder) => ['-db', '-f', `${folder}/haproxy.cfg`],
};
