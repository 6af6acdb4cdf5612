/** What the code of a session's second step is fingerprinted for: in another session the same digits are another code. */
export function stepPurpose(sessionId: bigint): string {
  return `second-step ${sessionId}`;
}
