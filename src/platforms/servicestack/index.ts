/**
 * The ServiceStack platform: the manners of that framework over any contract.
 *
 * It owns the routes under a prefix, the negotiation of formats, the reading of requests into values, both shapes in which the framework says
 * no, the SOAP endpoints, and the pages that describe it all. What an operation does is the dialect's to say: it gives a performer for each
 * operation and gets back its answers said on the wire. The platform knows no account, no session and no token.
 */
import type { FastifyError, FastifyInstance } from 'fastify';
import { takeBodies } from '../../http/take-bodies.ts';
import type { ServiceStackContract, Verb } from './contract.ts';
import { exchanger } from './exchange.ts';
import { formats } from './formats.ts';
import type { Host } from './host.ts';
import { pathIn } from './incoming.ts';
import { ofKey } from './negotiate.ts';
import { pageServer } from './pages/index.ts';
import { prepareOperations } from './prepare.ts';
import type { ServiceError } from './response-status.ts';
import { soapEndpoint } from './soap/index.ts';
import { speaker } from './speak.ts';

export type { Answer, Call, Failure, Performers } from './answer.ts';
export { failed, thrownInside } from './answer.ts';
export type { RequestOf, ServiceStackContract, ServiceStackOperation, Verb } from './contract.ts';
export type { Deployment } from './host.ts';
export {
  type FieldError,
  NO_ERROR,
  responseStatusShape,
  type ServiceError,
  TYPES_NAMESPACE,
} from './response-status.ts';
export { type CookieStyle, forgetCookie, type SetCookie } from './set-cookie.ts';
export { failureFragment, localAddress } from './sign-in-address.ts';

/** Registers everything under the host's prefix. The scope must be the caller's own: body parsers and error handler are replaced. */
export function serveServiceStack<C extends ServiceStackContract>(app: FastifyInstance, typedHost: Host<C>): void {
  // From here on operations go by their names, and `prepare` keeps each performer with its own.
  const host = typedHost as unknown as Host;
  const { prefix } = host;
  const fallback = ofKey(formats, host.defaultFormat);
  if (fallback === undefined) throw new Error(`There is no format ${host.defaultFormat}`);
  const prepared = prepareOperations(host);
  const speak = speaker(host);
  const exchange = exchanger(prepared, { prefix, fallback, onUnreadable: host.onUnreadable }, speak);
  const pages = pageServer(host);
  const soap = soapEndpoint(host, prepared);

  takeBodies(app);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const said = sayFastifyError(error);
    if (said === undefined) request.log.error({ err: error }, 'fault');
    else host.onUnreadable(undefined, request);
    return speak.error(exchange.sayingOf(request, reply), said ?? FAULT);
  });
  for (const url of [prefix, `${prefix}/*`]) {
    app.route({
      method: VERBS,
      url,
      handler: (request, reply) => {
        const path = pathIn(request, prefix);
        return pages(path, request, reply) ?? soap(path, request, reply) ?? exchange.answer(request, reply);
      },
    });
  }
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
