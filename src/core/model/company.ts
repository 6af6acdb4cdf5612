/** An administration within an organisation; people work in one of those that they are members of. */
export interface Company {
  readonly id: number;
  readonly organisationId: number;
  readonly code: string;
  /** Another name of it that never changes, a UUID in small letters. */
  readonly uuid: string | undefined;
}
