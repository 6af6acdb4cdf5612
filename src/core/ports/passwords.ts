/** Password hashing, off the event loop. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the one behind the hash. Without a hash it does the same work and says no, so that an unknown name takes as long
   * as a wrong password.
   * @returns `busy` when so many checks are waiting that this one was not begun
   */
  verify(hash: string | undefined, password: string): Promise<'right' | 'wrong' | 'busy'>;
}
