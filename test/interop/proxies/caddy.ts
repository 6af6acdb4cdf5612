import { exampleOf } from './example.ts';
import { NAMES, type VerifyingProxy } from './verifying-proxy.ts';

export const caddy: VerifyingProxy = {
  name: 'caddy',
  versionArguments: ['version'],
  names: NAMES,
  manner: 'forwarded',
  files: (place) => ({
    Caddyfile: `{
    admin off
    auto_https off
    log {
        level ERROR
    }
}
${exampleOf('caddyfile', place).replace('app.example', `http://127.0.0.1:${place.port}`)}`,
  }),
  runArguments: (folder) => ['run', '--adapter', 'caddyfile', '--config', `${folder}/Caddyfile`],
};
