import { CELLS } from './cells.ts';
import { DOOR_NAMES } from './doors.ts';
import { STANDING_NAMES } from './standings.ts';

const INTRODUCTION = `# Password doors

Written by \`npm run wire\` from the table in \`test/password-doors/cells.ts\`; \`npm test\` knocks at every door for every row of it and compares.

Whoever gives a name and a password goes through one step of the core (\`src/core/operations/steps/check-password.ts\`), whichever door they
come to. So the rows below are the same policy in the words of each wire. [choices.md](choices.md) has the numbers and the reasons, and
[configuration.md](configuration.md) the settings; [policies.md](policies.md) has every other door, and every other policy.

- A wrong password and an unknown name are one answer, in words, in work and in what is kept.
- Locked (too many wrong passwords for the name) and throttled (too many from the address), a right password is answered as a wrong one is, and as one for
  a name that nobody has.
- What keeps a person out is told to those who know the password.
- The present password of whoever changes it is counted with the others.
- Doors that are given a name alone share its count, and so do those that are given name and organisation.

In the proof three wrong passwords lock a name and five throttle an address. A cell is the status and what is said in it.
`;

/** The text of docs/password-doors.md. */
export function doorsPage(): string {
  const rows = STANDING_NAMES.map((standing) => [standing, ...DOOR_NAMES.map((door) => cell(CELLS[standing][door]))]);
  const table = [['', ...DOOR_NAMES], ['---', ...DOOR_NAMES.map(() => '---')], ...rows];
  return `${INTRODUCTION}\n${table.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
