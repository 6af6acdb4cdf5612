/**
 * A person before a browser, for tests of what a client sees: whatever the pages would ask is answered at the core, so that these tests know no page. The
 * pages' own tests go through a real browser.
 */
import assert from 'node:assert/strict';
import { readHandle } from '../../src/core/model/authorization-request.ts';
import { SESSION } from '../../src/core/model/secret-form.ts';
import { BROWSER_ORIGIN, type Visitor } from '../../src/core/model/visitor.ts';
import type { Demo, DemoRequest } from './demo.ts';

const CALLER = { dialect: BROWSER_ORIGIN, site: 'login', address: '127.0.0.1' };
const DOOR = { legacy: false, needsCompany: false, fenced: true, carriesSteps: true };
const TERMS = {
  form: SESSION,
  idleSeconds: 3600,
  lifetimeSeconds: 43_200,
  deviceKey: undefined,
  site: 'login',
  access: undefined,
};

export interface PersonAtBrowser {
  /** What the browser's cookies say of who is there. */
  visitor(): Visitor;
  /** Logs on in the browser; the session's secret goes into its cookie. */
  logOn(name: string): Promise<void>;
  /** Goes to an address of the login site, with the browser's cookies. */
  visit(request: Partial<DemoRequest> & Pick<DemoRequest, 'url'>): ReturnType<Demo['inject']>;
  /** Answers the question that a redirect to the pages names. */
  answer(location: string, answer: 'grant' | 'deny' | 'unasked'): Promise<void>;
  /** All of it: goes to a client's address, answers, and comes back with where the client is told. */
  connect(url: string, answer?: 'grant' | 'deny'): Promise<URL>;
}

export function createPersonAtBrowser(demo: Demo): PersonAtBrowser {
  const jar = new Map<string, string>();
  const visitor = (): Visitor => ({ browser: jar.get('tessera-browser'), session: jar.get('tessera-session') });

  const person: PersonAtBrowser = {
    visitor,
    async logOn(name) {
      const logon = { caller: CALLER, person: { name }, password: `${name}-demo-pass`, door: DOOR, terms: TERMS };
      const opened = await demo.core.openSessionByPassword(logon);
      assert.ok(opened.ok && opened.value.secret !== undefined, `${name} can log on`);
      jar.set('tessera-session', opened.value.secret);
    },
    async visit(request) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { ...request.headers, ...(cookie === '' ? {} : { cookie }) };
      const answer = await demo.inject('login', { method: 'GET', ...request, headers });
      for (const { name, value } of answer.cookies) jar.set(name, value);
      return answer;
    },
    async answer(location, answer) {
      const handle = new URL(location, demo.urls.login).searchParams.get('request') ?? '';
      assert.notEqual(readHandle(handle), undefined, `${location} names a request`);
      const decided = await demo.core.decideAuthorization({ caller: CALLER, visitor: visitor(), handle, answer });
      assert.ok(decided.ok, decided.ok ? '' : JSON.stringify(decided.refusal));
    },
    async connect(url, answer = 'grant') {
      const sent = await person.visit({ url: pathOf(demo, url) });
      assert.equal(sent.statusCode, 303, sent.body);
      const location = sent.headers.location ?? '';
      // Refused before anybody was asked.
      if (!location.startsWith('/')) return new URL(location);
      await person.answer(location, answer);
      const handle = new URL(location, demo.urls.login).searchParams.get('request');
      const told = await person.visit({ url: `/oauth2/authorize/resume?request=${handle}` });
      assert.equal(told.statusCode, 303, told.body);
      return new URL(told.headers.location ?? '');
    },
  };
  return person;
}

function pathOf(demo: Demo, url: string): string {
  const { origin, pathname, search } = new URL(url, demo.urls.login);
  assert.equal(origin, demo.urls.login);
  return `${pathname}${search}`;
}
