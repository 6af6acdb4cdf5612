/**
 * A made-up system on the asmx platform: a library's desk, which lets readers in by their card. A contract, words for refusals, a mapping to the
 * core, and nothing else.
 */
import { SESSION } from '../../src/core/model/secret-form.ts';
import { callerOf, type Dialect, type DialectName, type Site } from '../../src/dialects/dialect.ts';
import type { HttpRequest } from '../../src/http/exchange.ts';
import { type AsmxAnswers, serveAsmx } from '../../src/platforms/asmx/index.ts';
import { type DeskContract, deskContract } from './contract.ts';
import { admissionOf } from './vocabulary.ts';

/** A system that is served has its name in the list of dialects. */
const NAME = 'desk' as DialectName;

export const DESK_PATH = '/library/desk.asmx';

export const desk: Dialect = {
  name: NAME,
  register(app, site) {
    serveAsmx(app, { url: site.url, path: DESK_PATH, contract: deskContract, answers: answersOf(site) });
  },
};

function answersOf(site: Site): AsmxAnswers<DeskContract, HttpRequest> {
  return {
    ComeIn: async ({ parameters: { card, pin, branch } }, request) => {
      const opened = await site.core.openSessionByPassword({
        caller: callerOf(NAME, site, request),
        person: { name: card ?? '', organisationCode: branch ?? undefined },
        password: pin ?? '',
        door: { legacy: true, needsCompany: false, fenced: false, carriesSteps: false },
        terms: {
          form: SESSION,
          idleSeconds: 60,
          lifetimeSeconds: 3600,
          deviceKey: undefined,
          site: site.name,
          access: undefined,
        },
      });
      if (!opened.ok) return { kind: 'yes', response: { ComeInResult: admissionOf(opened.refusal) } };
      const { account, secret } = opened.value;
      const reader = {
        Id: '00000000-0000-0000-0000-000000000001',
        Kept: true,
        Name: account.name,
        Shelves: ['A < B', ''],
        Until: site.now() + 60_000,
      };
      return { kind: 'yes', header: { Ticket: secret ?? null }, response: { ComeInResult: 'Welcome', reader } };
    },

    Stay: async ({ header }, request) => {
      const caller = callerOf(NAME, site, request);
      const text = header?.Ticket ?? '';
      const used = await site.core.useCredential({ caller, text, accepts: ['session'], atItsSiteOnly: true });
      if (!used.ok) return { kind: 'yes', response: { StayResult: admissionOf(used.refusal) } };
      return { kind: 'yes', header: { Ticket: text }, response: { StayResult: 'Welcome' } };
    },

    Describe: async ({ parameters: { reader } }) => ({
      kind: 'yes',
      response: { DescribeResult: JSON.stringify(reader) },
    }),
  };
}
