import { outcomeOf } from '../../src/core/model/audit-entry.ts';
import { DIALECT_NAMES } from '../../src/dialects/dialect.ts';
import { EVERY_REFUSAL } from './every-refusal.ts';
import { WORDS } from './words.ts';

const INTRODUCTION = `# Refusals, as each dialect says them

Written by \`npm run wire\` from the vocabularies of the dialects, and compared with them by \`npm test\`. What each refusal means is in
[docs/refusals.md](../docs/refusals.md).

These are the words that a dialect has; not every refusal can happen on every wire. Words in capitals stand for what was asked, and a slash parts the words
of one refusal for different questions. A few refusals are said in a way that looks like a yes and don't come to these words: projector answers \`elsewhere\` with
the status Ok and a RedirectUrl, and oauth's revocation answers 200 for whatever it doesn't know (RFC 7009 section 2.2).
`;

/** The text of wire/refusals.md. */
export function refusalsPage(): string {
  const rows = EVERY_REFUSAL.map((refusal) => [
    `\`${outcomeOf(refusal)}\``,
    ...DIALECT_NAMES.map((name) => cell(WORDS[name](refusal))),
  ]);
  const table = [['refusal', ...DIALECT_NAMES], ['---', ...DIALECT_NAMES.map(() => '---')], ...rows];
  return `${INTRODUCTION}\n${table.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
