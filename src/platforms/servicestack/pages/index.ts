/**
 * The pages of a ServiceStack system: what it offers, operation by operation and format by format. The page to sign in at is the host's.
 *
 * They come from the contract alone and need no credentials. Source: reference, servicestack-webapi sections 2 and 10.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readQuery } from '../../../formats/form.ts';
import type { Host } from '../host.ts';
import { localAddress, SIGN_IN_PATH } from '../sign-in-address.ts';
import { operationPage } from './operation-page.ts';
import { operationsList } from './operations-list.ts';
import { operationsPage } from './operations-page.ts';
import { type Page, STYLE_PATH, sendPage, sendStyle } from './page.ts';
import { SAMPLE_FORMATS, sampleWriter } from './samples.ts';

export type PageServer = (path: string, request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;

/** @returns undefined for a path that is no page's */
export function pageServer(host: Host): PageServer {
  const { contract, prefix, url } = host;
  const samples = sampleWriter(host);
  const sayOperations = operationsList(host);
  const send = (reply: FastifyReply, page: Page) => sendPage(reply, prefix, page);

  const operation = (request: FastifyRequest, reply: FastifyReply, key: string): FastifyReply => {
    const wanted = queried(request, 'op');
    if (wanted === undefined) return send(reply, operationsPage(host));
    const found = Object.values(contract.operations).find(({ name }) => name === wanted);
    // What the framework says where it doesn't fall over.
    if (found === undefined) return reply.code(403).header('Content-Type', 'text/plain').send('Forbidden');
    const hostName = request.headers.host ?? new URL(url).host;
    return send(reply, operationPage({ host, operation: found, key, samples, hostName }));
  };

  return (path, request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const place = path.toLowerCase().replace(/\/$/, '');
    switch (place) {
      case '':
        return reply.code(302).header('Location', `${prefix}/metadata`).send();
      case '/metadata':
        return send(reply, operationsPage(host));
      case STYLE_PATH:
        return sendStyle(reply);
      case '/operations/metadata':
        return sayOperations(request, reply);
      case SIGN_IN_PATH:
        return host.showSignIn(reply, localAddress(url, queried(request, 'redirect')));
    }
    const key = /^\/([a-z0-9]+)\/metadata$/.exec(place)?.[1];
    return key === undefined || !SAMPLE_FORMATS.has(key) ? undefined : operation(request, reply, key);
  };
}

/** The first value of a parameter of the query, in any letter case. */
export function queried(request: FastifyRequest, wanted: string): string | undefined {
  const query = readQuery(request.url, 'literal');
  return query.ok ? query.form.find(([name]) => name.toLowerCase() === wanted)?.[1] : undefined;
}
