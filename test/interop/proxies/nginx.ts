import { exampleOf } from './example.ts';
import type { Place } from './reverse-proxy.ts';
import { NAMES, type VerifyingProxy } from './verifying-proxy.ts';

export const nginx: VerifyingProxy = {
  name: 'nginx',
  versionArguments: ['-v'],
  names: NAMES,
  manner: 'original',
  files: (place) => ({ 'nginx.conf': configuration(place) }),
  runArguments: (folder) => ['-p', folder, '-c', `${folder}/nginx.conf`, '-e', `${folder}/error.log`],
};

function configuration(place: Place): string {
  const { folder, port } = place;
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
    ${exampleOf('nginx', place)}
  }
}
`;
}
