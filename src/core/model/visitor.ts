/** Who a browser is, and who is logged on in it: two secrets that it keeps in cookies. Either may be missing, stale or made up. */
export interface Visitor {
  /** The browser's own secret: it binds requests and forms to the browser that they were given to. */
  readonly browser: string | undefined;
  /** The secret of the session that was opened in it. */
  readonly session: string | undefined;
}

/**
 * Where a session must have been opened to answer for a person in a browser. Sessions of clients don't count here: a client that holds one could
 * otherwise consent in the person's name.
 */
export const BROWSER_ORIGIN = 'pages';
