/** Time. Nothing else in the server asks what time it is. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}
