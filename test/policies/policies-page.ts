import { DOOR_NAMES, type DoorName } from './doors.ts';
import { GROUPS, type RulingPolicy, verdictOf } from './expected.ts';
import { POLICIES } from './policies.ts';
import { ADMITTED, UNASKED, type Verdict } from './verdict.ts';

/** What was said, by policy and door. */
export type Words = Map<string, string>;

const IN_ORDER = 'in order';

/** The place of a cell among the words. */
export function placeOf(policy: RulingPolicy | typeof IN_ORDER, door: DoorName): string {
  return `${policy}\n${door}`;
}

const INTRODUCTION = `# Policies

Written by \`npm run wire\` from what the server answers; \`npm test\` asks it all again and compares. The expectations stand in \`test/policies/expected/\`, the
doors in \`test/policies/doors/\`, the policies in \`test/policies/policies.ts\`.

Each row is a door: a way in which a credential is got, refreshed, exchanged, used, looked into or ended, in one dialect. Each column is a policy. A door gets what
it needs while all is well; then the policy befalls, and the door is asked. A cell is the answer in short: the status and the word of that wire.

- A plain cell is a refusal, and in that the proof makes sure of more than the word: no session, token, code or request was handed out.
- A **bold** cell opened, and is meant to: the letter behind it tells why.
- A dash is a door that the policy has nothing to do with: the letter tells why. The proof asks it all the same, and it opens; only where the letter says that the
  question can't be put isn't it asked. Doors that have nothing to do with any policy of a table are named below it.
- *In order*, every door opens; so no question was refused for being wrong.

What is said to a password that is wrong, locked or barred, in whole sentences, is in [password-doors.md](password-doors.md); what each refusal means in
[refusals.md](refusals.md), and each dialect's word for it in [wire/refusals.md](../wire/refusals.md).
`;

/** The text of docs/policies.md. */
export function policiesPage(words: Words): string {
  return [INTRODUCTION, summary(), ...Object.entries(GROUPS).map(([name, group]) => section(name, group, words))].join(
    '\n',
  );
}

function policiesIn(group: object): readonly RulingPolicy[] {
  return Object.keys(group) as RulingPolicy[];
}

function summary(): string {
  const all = Object.values(GROUPS).flatMap(policiesIn);
  const verdicts = all.flatMap((policy) => DOOR_NAMES.map((door) => verdictOf(policy, door).is));
  const count = (is: Verdict['is']) => verdicts.filter((verdict) => verdict === is).length;
  return `${DOOR_NAMES.length} doors and ${all.length} policies: ${count('refused')} refusals, ${count('admitted')} that open, ${count('unasked')} where a policy has nothing to do with the door.\n`;
}

function section(name: string, group: object, words: Words): string {
  const policies = policiesIn(group);
  const verdictsOf = (door: DoorName) => policies.map((policy) => verdictOf(policy, door));
  const asked = DOOR_NAMES.filter((door) => verdictsOf(door).some(({ is }) => is !== 'unasked'));
  const others = DOOR_NAMES.filter((door) => !asked.includes(door));
  const notes = createNotes();
  const rows = asked.map((door) => [
    door,
    words.get(placeOf(IN_ORDER, door)) ?? '',
    ...policies.map((policy) => cell(verdictOf(policy, door), words.get(placeOf(policy, door)), notes)),
  ]);
  const table = [['', IN_ORDER, ...policies], ['---', '---', ...policies.map(() => '---')], ...rows];
  const rest = others.map(
    (door) => `${door} (${[...new Set(verdictsOf(door).map((one) => notes.letterOf(one)))].join(', ')})`,
  );
  return [
    `## ${name}\n`,
    ...policies.map((policy) => `- *${policy}*: ${POLICIES[policy].rule}`),
    '',
    ...table.map((row) => `| ${row.join(' | ')} |`),
    '',
    ...(rest.length === 0 ? [] : [`Nothing to do with: ${rest.join('; ')}.\n`]),
    ...notes.lines(),
    '',
  ].join('\n');
}

function cell(verdict: Verdict, word: string | undefined, notes: Notes): string {
  switch (verdict.is) {
    case 'refused':
      return word ?? '';
    case 'admitted':
      return `**${word}** ${notes.letterOf(verdict)}`;
    case 'unasked':
      return `– ${notes.letterOf(verdict)}`;
  }
}

interface Notes {
  readonly letterOf: (verdict: Verdict) => string;
  readonly lines: () => readonly string[];
}

/** The reasons of one table, lettered in the order in which they come. */
function createNotes(): Notes {
  const texts: string[] = [];
  return {
    letterOf: (verdict) => {
      if (verdict.is === 'refused') return '';
      const text = verdict.is === 'admitted' ? ADMITTED[verdict.why] : UNASKED[verdict.why];
      if (!texts.includes(text)) texts.push(text);
      return letter(texts.indexOf(text));
    },
    lines: () => texts.map((text, index) => `- ${letter(index)}: ${text}`),
  };
}

function letter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index);
}
