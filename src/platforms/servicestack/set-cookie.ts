/**
 * Set-Cookie in the words of ServiceStack's own host (HttpListener): `name=value;path=/;expires=…;Secure;HttpOnly`, without spaces between.
 */
import { writeHttpDate } from '../../formats/net-dates.ts';

export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Epoch milliseconds. Undefined for a cookie that lives as long as the browser. */
  readonly expiresAt?: number;
  readonly isSecure?: boolean;
}

/** The value must be made of characters that a cookie may have (RFC 6265 section 4.1.1). */
export function writeSetCookie({ name, value, expiresAt, isSecure }: SetCookie): string {
  const expires = expiresAt === undefined ? '' : `;expires=${writeHttpDate(expiresAt)}`;
  return `${name}=${value};path=/${expires}${isSecure === true ? ';Secure' : ''};HttpOnly`;
}

/** The cookie that makes a client forget one: empty, and long past. */
export function forgetCookie(name: string): SetCookie {
  return { name, value: '', expiresAt: 0 };
}
