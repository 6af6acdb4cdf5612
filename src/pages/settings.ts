/** What a deployment may set of the pages. */
export interface PagesSettings {
  /** What they call this server. */
  readonly name: string;
  /** Seconds that a person stays logged in without doing anything. */
  readonly sessionIdleSeconds: number;
  /** Seconds that a person stays logged in at the most. */
  readonly sessionLifetimeSeconds: number;
}

const HOUR_SECONDS = 3600;

export const PAGES_DEFAULTS: PagesSettings = {
  name: 'Tessera',
  sessionIdleSeconds: HOUR_SECONDS,
  sessionLifetimeSeconds: 12 * HOUR_SECONDS,
};

/** What the dialects' scopes let a client do, in plain words for the person who is asked: by scope. */
export type ScopeWords = Readonly<Record<string, string>>;
