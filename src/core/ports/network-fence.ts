/** Which network addresses a person may come from. */
export interface NetworkFence {
  /** Whether the address is in any of the CIDR ranges. An address that can't be read is in none. */
  contains(ranges: readonly string[], address: string): boolean;
}
