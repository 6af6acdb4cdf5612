/** Where a proxy of a test stands, and between what. */
export interface Place {
  /** A folder of its own. */
  readonly folder: string;
  readonly port: number;
  /** The origin of the login site. */
  readonly login: string;
  /** Host and port of the application behind the proxy. */
  readonly application: string;
}

/** A reverse proxy that asks the server who sends a request, run with the example of a page. */
export interface ReverseProxy {
  /** Which is its command, too. */
  readonly name: string;
  /** What makes it tell its version, and so whether it is there. */
  readonly versionArguments: readonly string[];
  /** The headers by which it names the person and their number to the application. */
  readonly names: readonly [user: string, subject: string];
  /** The texts of its files, by name. */
  readonly files: (place: Place) => Readonly<Record<string, string>>;
  /** Starts it in the foreground. */
  readonly runArguments: (folder: string) => readonly string[];
}
