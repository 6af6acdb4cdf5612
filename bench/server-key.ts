/** Anybody may know it. Whatever serves one database must have the same: the signing keys in it are sealed under this one. */
export const SERVER_KEY = Buffer.from('a server key for benchmarks only').subarray(0, 32);
