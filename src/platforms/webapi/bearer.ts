/**
 * The token of an `Authorization: Bearer` header, the scheme in any case, or undefined when there is none. Neither a header named
 * `Authorize` nor a query string authenticates (reference page, section 11).
 */
export function bearerOf(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^bearer +(\S+)$/i.exec(authorization)?.[1];
}
