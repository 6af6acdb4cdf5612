/** As much of two packages without types of their own as the peers use. */

declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface Saved {
    save(): Promise<string>;
  }

  export default class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    readonly Client: { find(id: string): Promise<unknown> };
    readonly Grant: new (
      about: Readonly<Record<string, unknown>>,
    ) => Saved & { addOIDCScope(scope: string): void };
    readonly RefreshToken: new (
      about: Readonly<Record<string, unknown>>,
    ) => Saved;
    readonly ClientCredentials: new (
      about: Readonly<Record<string, unknown>>,
    ) => Saved;
  }
}

declare module 'express' {
  import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  interface Request extends IncomingMessage {
    readonly headers: IncomingHttpHeaders & Record<string, string>;
    readonly method: string;
    readonly query: Record<string, string>;
    readonly body: unknown;
  }
  interface Response extends ServerResponse {
    status(code: number): Response;
    set(headers: Readonly<Record<string, string>>): Response;
    json(value: unknown): Response;
  }
  type Middleware = (request: Request, response: Response, next: (error?: unknown) => void) => unknown;
  interface Application extends RequestListener {
    use(middleware: Middleware): void;
    post(path: string, middleware: Middleware): void;
    disable(setting: string): void;
  }
  const express: { (): Application; urlencoded(options: { readonly extended: boolean }): Middleware };
  export default express;
}
