/** Unpredictable bytes. */
export interface Random {
  /** At most 64 at a time; the caller may keep and change them. */
  bytes(count: number): Uint8Array;
}
