import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../core/model/account.ts';
import type { Caller } from '../core/model/audit-entry.ts';
import { handleOf, readHandle } from '../core/model/authorization-request.ts';
import type { Session } from '../core/model/session.ts';
import { BROWSER_ORIGIN, type Visitor } from '../core/model/visitor.ts';
import type { Refusal } from '../core/refusal.ts';
import type { Site } from '../dialects/dialect.ts';
import { type Form, fieldOf, readForm, readQuery, repeatedFields } from '../formats/form.ts';
import { html, type Markup } from '../formats/markup.ts';
import type { VisitorCookies } from './cookies.ts';
import { REQUEST, showRefusal } from './door.ts';
import type { Page } from './layout.ts';
import { type Message, messagePage } from './message.ts';
import { sendOn, sendPage } from './send-page.ts';
import type { PagesSettings, ScopeWords } from './settings.ts';

/** What all pages of one site go by. */
export interface Pages {
  readonly site: Site;
  readonly settings: PagesSettings;
  readonly scopes: ScopeWords;
  readonly cookies: VisitorCookies;
}

/** One request to a page, and the browser and the person that it comes from. */
export interface Exchange {
  readonly pages: Pages;
  readonly caller: Caller;
  readonly visitor: Visitor & { readonly browser: string };
  /** Who is logged in, though perhaps still owing a step. */
  readonly person: { readonly account: Account; readonly session: Session; readonly secret: string } | undefined;
  /** The handle of the client's question that the browser is here for; empty when it came by itself. */
  readonly handle: string;
  /** A field of the form that was sent; empty when it isn't there. */
  readonly field: (name: string) => string;
  /** What every form of this visitor must hold: that it is theirs, and what it is for. */
  readonly ownFields: Markup;
  readonly passwordMinLength: number;
  readonly show: (page: Page) => FastifyReply;
  readonly tell: (message: Message) => FastifyReply;
  readonly refuse: (refusal: Refusal) => FastifyReply;
  readonly sendOn: (path: string) => FastifyReply;
  readonly reply: FastifyReply;
}

const FORM_TOKEN = 'form-token';

const STALE: Message = {
  status: 403,
  title: 'This page was out of date',
  text: 'What you sent could not be used: the page had been open for too long, or you have logged in or out meanwhile.',
  advice: 'If this happens again, check that your browser accepts cookies from this site.',
};

const UNREADABLE: Message = {
  status: 400,
  title: 'That can’t be read',
  text: 'What was sent is no form of this site.',
};

type Answer = (exchange: Exchange) => Promise<FastifyReply>;

/** Answers the question for a page. */
export function answerGet(pages: Pages, answer: Answer) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const query = readQuery(request.raw.url ?? '', 'literal');
    return answer((await meet(pages, request, reply, query.ok ? query.form : [])).exchange);
  };
}

/** Answers a form that was sent, if it is one that this very visitor was shown. */
export function answerPost(pages: Pages, answer: Answer) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const reading = readForm(body);
    const form = reading.ok && repeatedFields(reading.form).length === 0 ? reading.form : undefined;
    const { exchange, isOwnForm } = await meet(pages, request, reply, form ?? []);
    if (form === undefined) return exchange.tell(UNREADABLE);
    if (!isFromHere(request) || !isOwnForm) return exchange.show(stalePage(exchange));
    return answer(exchange);
  };
}

async function meet(pages: Pages, request: FastifyRequest, reply: FastifyReply, form: Form) {
  const { site, settings, cookies } = pages;
  const caller = { dialect: BROWSER_ORIGIN, site: site.name, address: request.ip };
  const presented = cookies.read(request);
  const met = await site.core.meetVisitor({ caller, visitor: presented, formToken: fieldOf(form, FORM_TOKEN) });
  const refuse = (refusal: Refusal) => showRefusal(reply, refusal, settings.name);
  if (!met.ok) throw new UnmetVisitor(met.refusal);
  const { browser, isNewBrowser, formToken, isOwnForm, passwordMinLength, person } = met.value;
  if (isNewBrowser) cookies.set(reply, 'browser', browser);
  const handle = handleIn(form);
  const exchange: Exchange = {
    pages,
    caller,
    visitor: { browser, session: presented.session },
    person: person === undefined ? undefined : { ...person, secret: presented.session ?? '' },
    handle,
    field: (name) => fieldOf(form, name) ?? '',
    ownFields: ownFields(formToken, handle),
    passwordMinLength,
    show: (page) => sendPage(reply, page, settings.name),
    tell: (message) => sendPage(reply, messagePage(message), settings.name),
    refuse,
    sendOn: (path) => sendOn(reply, path),
    reply,
  };
  return { exchange, isOwnForm };
}

/** What can be no handle names a request that there isn't: it is written into addresses, so it must be nothing else. */
function handleIn(form: Form): string {
  const given = fieldOf(form, REQUEST) ?? '';
  return given === '' || readHandle(given) !== undefined ? given : handleOf(0n);
}

/** Thrown, since nothing can be shown to somebody of whom nothing is known, not even that: the store is away. */
export class UnmetVisitor extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('The visitor could not be met.');
    this.refusal = refusal;
  }
}

function ownFields(formToken: string, handle: string): Markup {
  const request = handle === '' ? undefined : html`<input type="hidden" name="${REQUEST}" value="${handle}">`;
  return html`<input type="hidden" name="${FORM_TOKEN}" value="${formToken}">${request}`;
}

/**
 * Whether the browser says that the form stood on a page of this host. The token alone would do; this holds where a neighbour was able to plant cookies.
 * Browsers of the last years send `Sec-Fetch-Site`, older ones at least `Origin`; what sends neither is no browser that a page could misuse.
 */
function isFromHere({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  return origin === undefined || (host !== undefined && URL.canParse(origin) && new URL(origin).host === host);
}

function stalePage({ handle }: Exchange): Page {
  const page = messagePage(STALE);
  const path = handle === '' ? '/login' : `/login?${REQUEST}=${encodeURIComponent(handle)}`;
  return { ...page, main: html`${page.main}\n<p><a class="button" href="${path}">Continue</a></p>` };
}
