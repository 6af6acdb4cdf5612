/** The token of an `Authorization: Bearer` header, the scheme in any case, or undefined when there is none (RFC 6750 section 2.1). */
export function bearerOf(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^bearer +(\S+)$/i.exec(authorization)?.[1];
}

/** The same of an `Authorization: DPoP` header (RFC 9449 section 7.1). */
export function boundBearerOf(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^dpop +(\S+)$/i.exec(authorization)?.[1];
}
