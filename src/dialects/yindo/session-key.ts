/**
 * The `sessionKey` that names a session: its id in 16 hexadecimal digits. A name and no credential: no door of the server takes it as one.
 */
export function sessionKeyOf(id: bigint): string {
  return id.toString(16).padStart(16, '0');
}

/** The id behind a `sessionKey`, or undefined when it can't be one. */
export function sessionIdOf(key: string): bigint | undefined {
  return /^[0-7][0-9a-f]{15}$/i.test(key) ? BigInt(`0x${key}`) : undefined;
}
