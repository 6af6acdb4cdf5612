/**
 * Set-Cookie in the words of the host that the framework runs on.
 *
 * Its own listener writes `name=value;path=/;expires=Wed, 21 Nov 2046 01:00:00 GMT;Secure;HttpOnly`, IIS `name=value; expires=Wed, 21-Nov-2046 01:00:00
 * GMT; path=/; secure; HttpOnly`. Source: reference, servicestack-webapi section 6.
 */
import type { FastifyReply } from 'fastify';
import { writeHttpDate } from '../../formats/net-dates.ts';

export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Epoch milliseconds. Undefined for a cookie that lives as long as the browser. */
  readonly expiresAt?: number;
  readonly isSecure?: boolean;
}

export type CookieStyle = 'listener' | 'iis';

/** The value must be made of characters that a cookie may have (RFC 6265 section 4.1.1). */
export function writeSetCookie({ name, value, expiresAt, isSecure }: SetCookie, style: CookieStyle): string {
  if (style === 'iis') {
    const expires = expiresAt === undefined ? '' : `; expires=${dashed(writeHttpDate(expiresAt))}`;
    return `${name}=${value}${expires}; path=/${isSecure === true ? '; secure' : ''}; HttpOnly`;
  }
  const expires = expiresAt === undefined ? '' : `;expires=${writeHttpDate(expiresAt)}`;
  return `${name}=${value};path=/${expires}${isSecure === true ? ';Secure' : ''};HttpOnly`;
}

/** The cookie that makes a client forget one: empty, and long past. */
export function forgetCookie(name: string): SetCookie {
  return { name, value: '', expiresAt: 0 };
}

export function setCookies(reply: FastifyReply, cookies: readonly SetCookie[] | undefined, style: CookieStyle): void {
  const written = (cookies ?? []).map((cookie) => writeSetCookie(cookie, style));
  if (written.length > 0) reply.header('Set-Cookie', written);
}

/** The older form of a cookie's date, with dashes between day, month and year. */
function dashed(date: string): string {
  return date.replace(/^(\w+, \d+) (\w+) /, '$1-$2-');
}
