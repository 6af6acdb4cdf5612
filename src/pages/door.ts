import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, say } from '../core/refusal.ts';
import type { PagesDoor, Site } from '../dialects/dialect.ts';
import { fieldOf, readQuery } from '../formats/form.ts';
import { codePage } from './code-page.ts';
import { visitorCookies } from './cookies.ts';
import { DEVICE_PATH, USER_CODE_FIELD } from './device.ts';
import { FAULT, messagePage, NOTHING } from './message.ts';
import { sendOn, sendPage } from './send-page.ts';
import { signInPage } from './sign-in-page.ts';
import { retryAfterOf, vocabulary } from './vocabulary.ts';
import { wayBackPage } from './way-back-page.ts';

/** The parameter that names a request in an address. */
export const REQUEST = 'request';

/** The address of a page, or of where a dialect takes the browser back, for a request. */
export function withRequest(path: string, handle: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${REQUEST}=${handle}`;
}

/** @param name what the pages call this server */
export function createPagesDoor(site: Pick<Site, 'url' | 'core'>, name: string): PagesDoor {
  const cookies = visitorCookies(site.url);
  return {
    visitorOf: cookies.read,
    takeOver: (request, reply, { handle, browser }) => {
      if (cookies.read(request).browser !== browser) cookies.set(reply, 'browser', browser);
      return sendOn(reply, withRequest('/login', handle));
    },
    takeBack: async (request, reply, completion, tell) => {
      const visitor = cookies.read(request);
      const completed = await site.core.completeAuthorization({ ...completion, visitor, handle: handleOf(request) });
      return completed.ok ? tell(completed.value) : showRefusal(reply, completed.refusal, name);
    },
    showRefusal: (reply, refusal) => showRefusal(reply, refusal, name),
    showWayBack: (reply, back) => sendPage(reply, wayBackPage(back), name),
    showSignIn: (reply, form) => sendPage(reply, signInPage(form), name),
    deviceAddress: (userCode) => deviceAddress(site.url, userCode),
    askToSignOut: (reply) => sendOn(reply, '/sign-out'),
    forgetSession: (reply) => cookies.clear(reply, 'session'),
    showNothing: (reply) => sendPage(reply, messagePage(NOTHING), name),
    showFault: (reply) => sendPage(reply, messagePage(FAULT), name),
    showCode: (reply, code) => sendPage(reply, codePage(code), name),
  };
}

/** The handle that a browser brings back; empty when it brings none. */
function handleOf(request: FastifyRequest): string {
  const query = readQuery(request.raw.url ?? '');
  return (query.ok ? fieldOf(query.form, REQUEST) : undefined) ?? '';
}

function deviceAddress(siteUrl: string, userCode: string | undefined): string {
  const address = `${siteUrl}${DEVICE_PATH}`;
  return userCode === undefined ? address : `${address}?${USER_CODE_FIELD}=${userCode}`;
}

/** A page that says no to the person. */
export function showRefusal(reply: FastifyReply, refusal: Refusal, name: string): FastifyReply {
  const seconds = retryAfterOf(refusal);
  if (seconds !== undefined) reply.header('retry-after', String(seconds));
  return sendPage(reply, messagePage(say(vocabulary, refusal, undefined)), name);
}
