/** Keeps secrets unreadable at rest that must be known again in clear, which a fingerprint can't give back. */
export interface Sealing {
  /** @param purpose what the text is for; it can be opened for nothing else */
  seal(text: string, purpose: string): string;
  /** @throws when it was sealed under another key or for another purpose, or was changed since */
  open(sealed: string, purpose: string): string;
}
