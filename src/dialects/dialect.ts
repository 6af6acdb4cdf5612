/**
 * What a dialect is: a name and a Fastify plugin over a site.
 *
 * A dialect owns its paths, its body parsers and its error handler within the plugin's own scope. It reads a request into a plain question, asks
 * the site's core, and says the answer in its wire's words. It knows no store, no other dialect and no clock but the site's.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Core } from '../core/index.ts';
import type { Caller } from '../core/model/audit-entry.ts';
import type { SigningTerms } from '../core/model/signing-key.ts';
import type { Visitor } from '../core/model/visitor.ts';
import type { BegunAuthorization } from '../core/operations/begin-authorization.ts';
import type { AuthorizationCompletion, CompletedAuthorization } from '../core/operations/complete-authorization.ts';
import type { TokenTerms } from '../core/operations/steps/mint-token.ts';
import type { SessionTerms } from '../core/operations/steps/open-session.ts';
import type { Refusal } from '../core/refusal.ts';

export const DIALECT_NAMES = ['twinfield', 'projector', 'digioffice', 'yindo', 'oauth'] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];

/** One address of a site, without a trailing slash. */
export interface SiteAddress {
  readonly name: string;
  readonly url: string;
}

/** Where a dialect is being served. */
export interface Site extends SiteAddress {
  /** The login site is where people log on; a cluster is where their work is kept. */
  readonly role: 'login' | 'cluster';
  readonly core: Core;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The addresses of all sites, this one included, by name. */
  readonly directory: ReadonlyMap<string, SiteAddress>;
  /** The public keys of signed tokens, as a JWK Set. */
  readonly publicKeys: () => { readonly keys: readonly Readonly<Record<string, unknown>>[] };
  /** A statement signed with the server's current key, as a JWS in compact form. */
  readonly sign: (claims: Readonly<Record<string, unknown>>, terms?: SigningTerms) => Promise<string>;
  /** The algorithms of what others sign that can be checked here, as RFC 7518 names them. */
  readonly checkedAlgorithms: readonly string[];
  /** What the dialects issue, this one's own included. */
  readonly kinds: readonly DialectKind[];
  readonly pages: PagesDoor;
}

/** A kind of credential that a dialect issues: by these, what one dialect issued is exchanged for what another takes, though neither knows the other. */
export type DialectKind = {
  /** The dialect and what it calls the credential, as `twinfield-session`. */
  readonly name: string;
  /** Opens nothing without a company, so nobody who belongs to none is given one. */
  readonly needsCompany: boolean;
} & (
  | { readonly issues: 'session'; readonly terms: SessionTerms }
  | { readonly issues: 'access'; readonly terms: TokenTerms }
);

/**
 * How a dialect hands a person's browser to the pages, and takes it back: it begins a request for the visitor, lets the pages take over, and at the
 * request's `resumePath` tells the client what came of it.
 */
export interface PagesDoor {
  /** Who the browser says it is. */
  readonly visitorOf: (request: FastifyRequest) => Visitor;
  /** Sends the browser to the pages, for a request that has begun. */
  readonly takeOver: (request: FastifyRequest, reply: FastifyReply, begun: BegunAuthorization) => FastifyReply;
  /**
   * Takes the browser back at the `resumePath` of the request whose handle it brings, and completes that, once.
   * @param tell says the answer to the client; it isn't asked when the person has to be told that there is none to say
   */
  readonly takeBack: (
    request: FastifyRequest,
    reply: FastifyReply,
    completion: Pick<AuthorizationCompletion, 'caller' | 'code'>,
    tell: (completed: CompletedAuthorization) => FastifyReply,
  ) => Promise<FastifyReply>;
  /** A page that says no to the person, where nothing may be said to the client. It never redirects. */
  readonly showRefusal: (reply: FastifyReply, refusal: Refusal) => FastifyReply;
  /** A page that leaves it to the person to go back to a client whose question can't be asked. @param url the client's own, with the error */
  readonly showWayBack: (
    reply: FastifyReply,
    back: { readonly clientName: string; readonly url: string },
  ) => FastifyReply;
  /** A page with a form to log on by that is not the pages' own. */
  readonly showSignIn: (reply: FastifyReply, form: SignInForm) => FastifyReply;
  /** Where a person types the code that a device shows, or goes with it. @param userCode letters, digits and hyphens only */
  readonly deviceAddress: (userCode?: string) => string;
  /** Sends the browser to the page that asks whether to log out, or says that nobody is logged in. */
  readonly askToSignOut: (reply: FastifyReply) => FastifyReply;
  /** Makes the browser forget a session that has been ended. */
  readonly forgetSession: (reply: FastifyReply) => void;
  /** A page that says that there is nothing at this address. */
  readonly showNothing: (reply: FastifyReply) => FastifyReply;
  /** A page that says that something went wrong here, and nothing of what. */
  readonly showFault: (reply: FastifyReply) => FastifyReply;
  /** A page that shows the person a code to take to a client which no browser can be sent back to. */
  readonly showCode: (reply: FastifyReply, code: string) => FastifyReply;
}

/** A dialect's own form to log on by, as the pages show it: what its wire calls the fields, and where they go. */
export interface SignInForm {
  /** The name of what the person logs on to. */
  readonly system: string;
  /** A path of this site. */
  readonly action: string;
  /** A login that is to be remembered has `true` in the last. */
  readonly fields: { readonly name: string; readonly password: string; readonly remember: string };
  /** What is sent along: names and values. */
  readonly unseen: readonly (readonly [name: string, value: string])[];
  /** What a login may fail with; each is seen when the address names it behind the `#`. */
  readonly failures: readonly { readonly fragment: string; readonly text: string }[];
}

/** The largest request body that any dialect reads, in bytes. */
export const BODY_LIMIT = 1024 * 1024;

/** Something that a site serves, in a scope of its own. */
export interface SitePart {
  readonly name: string;
  /** Registers its routes for one site. */
  readonly register: (app: FastifyInstance, site: Site) => void | Promise<void>;
}

export interface Dialect extends SitePart {
  readonly name: DialectName;
  /** What its scopes let a client do, in plain words that go on from “can”, for the person who is asked to consent. */
  readonly scopes?: Readonly<Record<string, string>>;
  /** What it issues at a site, besides what the standard dialect has names for. */
  readonly kinds?: (siteName: string) => readonly DialectKind[];
}

/** Who is asking, for the core and its audit trail. */
export function callerOf(dialect: DialectName, site: Site, request: Pick<FastifyRequest, 'ip'>): Caller {
  return { dialect, site: site.name, address: request.ip };
}

/** The URL of a site that a record names. A name outside the directory is a fault of the configuration. */
export function urlOf(site: Site, name: string): string {
  const found = site.directory.get(name);
  if (found === undefined) throw new Error(`No site is named ${name}`);
  return found.url;
}
