import { DIALECT_NAMES, type DialectName } from '../../src/dialects/dialect.ts';
import type { WireRequest } from '../wire/http-text.ts';
import type { Journey, PairPage } from './read-journeys.ts';

const INTRODUCTION = `# From every dialect to every other

Written by \`npm run wire\` from the pages in \`wire/journeys/pairs/\`; \`npm test\` sends every request of them and holds that no pair is missing.

There is one core under all dialects, so what one of them issued counts at every other, and ends everywhere when it is ended anywhere. Each journey below
goes from the dialect of its row to the one of its column: a credential is issued here, used there, ended there, and then refused here. The test also
goes without the end, and then the same last question must get a yes. What is exchanged (RFC 8693) is shown the other way round too: it ends with
what it came of.

A cell names what is carried and how, and the call that ends it. Where something isn't taken, it says why.
`;

/** The text of docs/pairs.md. */
export function pairsPage(pages: readonly PairPage[]): string {
  const rows = DIALECT_NAMES.map((from) => [`**${from}**`, ...DIALECT_NAMES.map((to) => cell(from, to, pages))]);
  const head = ['issued by', ...DIALECT_NAMES.map((name) => `used at ${name}`)];
  const table = [head, head.map(() => '---'), ...rows];
  return `${INTRODUCTION}\n${table.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

function cell(from: DialectName, to: DialectName, pages: readonly PairPage[]): string {
  if (from === to) return '—';
  const page = pages.find((one) => one.from === from && one.to === to);
  return page === undefined ? '' : page.journeys.map((journey) => lineOf(page, journey)).join('<br>');
}

function lineOf({ name }: PairPage, journey: Journey): string {
  const { heading, reason } = journey;
  const link = `[${heading}](../wire/journeys/pairs/${name}#${anchorOf(heading)})`;
  const end = journey.steps.find(({ word }) => word === 'Ended at')?.pairs.at(-1);
  return end === undefined ? `${link}: ${reason}` : `${link}: ended by \`${nameOf(end.request.message)}\``;
}

/** An operation by its name, where the wire has one for it, else by method and path. */
function nameOf({ method, target, headers }: WireRequest): string {
  const action = headers.find(([name]) => name.toLowerCase() === 'soapaction')?.[1];
  const operation = action?.replaceAll('"', '').split('/').at(-1);
  return operation ?? `${method} ${target.split('?', 1)[0]}`;
}

/** As GitHub makes them. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
