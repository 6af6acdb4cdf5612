import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Performers } from './answer.ts';
import type { ServiceStackContract } from './contract.ts';
import type { CookieStyle } from './set-cookie.ts';

/** What may differ from one deployment to the next. */
export interface Deployment {
  /** Where the system is mounted, as `/api`; begins with a slash and doesn't end with one. */
  readonly prefix: string;
  /** The format of an answer when the request asks for none. */
  readonly defaultFormat: 'html' | 'json' | 'xml' | 'jsv' | 'csv';
  /** How members are spelled in JSON, JSV and CSV. They are read in any letter case. */
  readonly propertyCase: 'pascal' | 'camel';
  /** Objects in JSON and JSV tell their .NET types as `__type`. */
  readonly typeInfo: boolean;
  readonly cookieStyle: CookieStyle;
}

/** One site of a system, for the platform to serve. */
export interface Host<C extends ServiceStackContract = ServiceStackContract> extends Deployment {
  readonly contract: C;
  readonly performers: Performers<C>;
  /** The site's address as clients reach it, without a slash at the end. */
  readonly url: string;
  /** Shows the page that a browser without credentials is sent to. @param continueAt where the person goes then, an address of this site */
  readonly showSignIn: (reply: FastifyReply, continueAt: string | undefined) => FastifyReply;
  /** Hears of every request that can't be understood; of those that aren't even proper HTTP without an operation. */
  readonly onUnreadable: (operation: keyof C['operations'] | undefined, request: FastifyRequest) => void;
}
