/** A customer of the platform. Its standing bounds that of every person in it. */
export interface Organisation {
  readonly id: number;
  /** Unique in any case. */
  readonly code: string;
  readonly deactivatedAt: number | undefined;
  /** From this moment its people may log on by standard OAuth 2 only. */
  readonly modernLogonOnlyAt: number | undefined;
}
