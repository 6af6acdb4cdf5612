/** A customer of the platform. Its standing bounds that of every person in it. */
export interface Organisation {
  readonly id: number;
  /** Unique in any case. */
  readonly code: string;
  readonly deactivatedAt: number | undefined;
  /** From this moment its people may log on by standard OAuth 2 only. */
  readonly modernLogonOnlyAt: number | undefined;
}

/** Whether a code that somebody wrote names this organisation. Case doesn't matter, nor how accents are composed. */
export function isNamed(organisation: Organisation, code: string): boolean {
  return folded(organisation.code) === folded(code);
}

function folded(code: string): string {
  return code.toLowerCase().normalize('NFC');
}
