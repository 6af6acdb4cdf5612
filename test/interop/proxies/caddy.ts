import { exampleOf } from './example.ts';
import type { ReverseProxy } from './reverse-proxy.ts';

export const caddy: ReverseProxy = {
  name: 'caddy',
  versionArguments: ['version'],
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
