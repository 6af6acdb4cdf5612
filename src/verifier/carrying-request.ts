/** What of a proxy's question about a request is read. */
export interface CarryingRequest {
  readonly method: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The path and query of this request itself, which some proxies make those of the original one. */
  readonly url: string;
}

/** A header that was sent twice says nothing that could be relied on. */
export function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? undefined : value;
}
