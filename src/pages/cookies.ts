/**
 * The two cookies of the pages: the browser's own secret, and the secret of the session that a person opened in it.
 *
 * Both are for this host alone, out of reach of scripts, and sent by other sites only when the person follows a link here (RFC 6265bis section 4.1.2).
 * They last until the browser is closed; how long a session counts is the core's to say. Over TLS the prefix `__Host-` keeps neighbouring hosts from
 * planting them.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Visitor } from '../core/model/visitor.ts';
import { readCookies } from '../formats/cookies.ts';

type CookieName = 'browser' | 'session';

export interface VisitorCookies {
  readonly read: (request: FastifyRequest) => Visitor;
  readonly set: (reply: FastifyReply, name: CookieName, value: string) => void;
  /** Makes the browser forget it. */
  readonly clear: (reply: FastifyReply, name: CookieName) => void;
}

/** @param siteUrl as browsers reach the site: only on this machine itself is anything but TLS taken for safe */
export function visitorCookies(siteUrl: string): VisitorCookies {
  const isSecure = !isLoopbackHttp(siteUrl);
  const fullName = (name: CookieName) => `${isSecure ? '__Host-' : ''}tessera-${name}`;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return {
    read: (request) => {
      const cookies = readCookies(request.headers.cookie);
      return { browser: cookies.get(fullName('browser')), session: cookies.get(fullName('session')) };
    },
    set: (reply, name, value) => {
      reply.header('set-cookie', `${fullName(name)}=${value}; ${attributes}`);
    },
    clear: (reply, name) => {
      reply.header('set-cookie', `${fullName(name)}=; Max-Age=0; ${attributes}`);
    },
  };
}

function isLoopbackHttp(siteUrl: string): boolean {
  const { protocol, hostname } = new URL(siteUrl);
  return protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
