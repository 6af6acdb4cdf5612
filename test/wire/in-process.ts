import { STATUS_CODES } from 'node:http';
import type { Demo } from '../support/demo.ts';
import { type Header, strip, type WireRequest } from './http-text.ts';
import type { Transport } from './transport.ts';

/** Asks the applications without a socket. Repeated headers are joined or dropped as Node's own server does. */
export const inProcess: Transport = {
  name: 'in process',
  connect: async (demo) => async (site, request, from) => {
    const answer = await demo.inject(site, {
      method: request.method as Parameters<Demo['inject']>[1]['method'], // whatever the page says; inject refuses what it can't send
      url: request.target,
      headers: foldHeaders(request),
      ...(request.body.length === 0 ? {} : { body: request.body }),
      ...(from === undefined ? {} : { from }),
    });
    const reason = answer.statusMessage || STATUS_CODES[answer.statusCode] || '';
    return strip({
      statusLine: `HTTP/1.1 ${answer.statusCode} ${reason}`,
      headers: Object.entries(answer.headers).flatMap(([name, value]) => spread(name, value)),
      body: answer.rawPayload,
      isHead: request.method === 'HEAD',
    });
  },
};

/** Node's server keeps the first of these when a request repeats them. */
const SINGLE =
  /^(age|authorization|content-length|content-type|etag|expires|from|host|if-modified-since|if-unmodified-since|last-modified|location|max-forwards|proxy-authorization|referer|retry-after|server|user-agent)$/;

function foldHeaders({ headers }: WireRequest): Record<string, string> {
  const folded: Record<string, string> = {};
  for (const [spelling, value] of headers) {
    const name = spelling.toLowerCase();
    const before = folded[name];
    if (before === undefined) folded[name] = value;
    else if (!SINGLE.test(name)) folded[name] = `${before}${name === 'cookie' ? '; ' : ', '}${value}`;
  }
  return folded;
}

function spread(name: string, value: number | string | readonly string[] | undefined): Header[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)]);
}
