/**
 * The `sessionKey` that names a session: its id in 16 hexadecimal digits. A name and no credential: no door of the server takes it as one.
 */
export function sessionKeyOf(id: bigint): string {
  return id.toString(16).padStart(16, '0');
}
