/**
 * The ServiceStack platform: the manners of that framework over any contract.
 *
 * It owns the routes under a prefix, the negotiation of formats, the reading of requests into values, and both shapes in which the framework says
 * no. What an operation does is the dialect's to say: it gives a performer for each operation and gets back its answers said on the
 * wire. The platform knows no account, no session and no token.
 */
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { Performers } from './answer.ts';
import type { ServiceStackContract, Verb } from './contract.ts';
import { exchanger } from './exchange.ts';
import { formats } from './formats.ts';
import { ofKey } from './negotiate.ts';
import type { ServiceError } from './response-status.ts';
import { speaker } from './speak.ts';

export type { Answer, Call, Failure, Performers } from './answer.ts';
export { failed, thrownInside } from './answer.ts';
export type { ServiceStackContract, ServiceStackOperation, Verb } from './contract.ts';
export {
  type FieldError,
  NO_ERROR,
  responseStatusShape,
  type ServiceError,
  TYPES_NAMESPACE,
} from './response-status.ts';
export { forgetCookie, type SetCookie } from './set-cookie.ts';

export interface Host<C extends ServiceStackContract> {
  readonly contract: C;
  readonly performers: Performers<C>;
  /** Where the system is mounted, as `/api`; begins with a slash and doesn't end with one. */
  readonly prefix: string;
  /** The site's address as clients reach it, without a slash at the end. */
  readonly url: string;
  /** Hears of every request that can't be understood; of those that aren't even proper HTTP without an operation. */
  readonly onUnreadable: (operation: keyof C['operations'] | undefined, request: FastifyRequest) => void;
  /** The format of an answer when the request asks for none. */
  readonly defaultFormat: 'html' | 'json' | 'xml';
}

/** Registers everything under the host's prefix. The scope must be the caller's own: body parsers and error handler are replaced. */
export function serveServiceStack<C extends ServiceStackContract>(app: FastifyInstance, host: Host<C>): void {
  const fallback = ofKey(formats, host.defaultFormat);
  if (fallback === undefined) throw new Error(`There is no format ${host.defaultFormat}`);
  const speak = speaker(host);
  const exchange = exchanger(host, fallback, speak);

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const said = sayFastifyError(error);
    if (said === undefined) request.log.error({ err: error }, 'fault');
    else host.onUnreadable(undefined, request);
    return speak.error(reply, exchange.formatOf(request), said ?? FAULT);
  });
  for (const url of [host.prefix, `${host.prefix}/*`]) app.route({ method: VERBS, url, handler: exchange.answer });
}

const VERBS: Verb[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** A fault tells nothing of its cause. */
const FAULT: ServiceError = { thrown: 'in-filter', status: 500, code: 'Exception', message: 'Internal Server Error' };

/** What Fastify refuses before a request gets here, in this wire's shape; undefined for a fault. */
function sayFastifyError({ code, statusCode }: FastifyError): ServiceError | undefined {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return { thrown: 'in-filter', status: 413, code: 'RequestEntityTooLarge', message: 'The request is too large.' };
  }
  if (statusCode === undefined || statusCode < 400 || statusCode > 499) return undefined;
  return { thrown: 'in-filter', status: 400, code: 'ArgumentException', message: 'The request is not proper HTTP.' };
}
