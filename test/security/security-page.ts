import { LEGACY_DOORS, nameOf } from '../../src/server/legacy-doors.ts';
import { CLIENT_RULES, RESOURCE_RULES } from './other-rules.ts';
import type { Rule } from './rule.ts';
import { SERVER_RULES } from './server-rules.ts';

const INTRODUCTION = `# Security

What RFC 9700, the best current practice for the security of OAuth 2.0, demands with MUST and MUST NOT, in our words, and the tests that hold it here; then
the doors of this server that stand outside of it. Written by \`npm run wire\` from \`test/security/\` and \`src/server/legacy-doors.ts\`; \`npm test\` finds
every test that is named.

A secret that you found a way to, or a rule that isn't held: tell the maintainers in private before anybody else.
`;

const DOORS_INTRODUCTION = `## Legacy doors

Wires that are older than the practice can't be spoken within it. Each way in that stands outside of it is a door of its own: it is named here, opened to each
client apart where its wire knows clients, counted, and can be given an end.

| door | what it is | outside of | what opens it | held by |
| --- | --- | --- | --- | --- |`;

const DOORS_END = `
An organisation that admits modern logon only closes all of them to its people but those of codes.

**Closing one.** \`TESSERA_LEGACY_ENDS\` gives a door its end, for everybody or for one client, whose own date goes before that of everybody:

\`\`\`sh
TESSERA_LEGACY_ENDS='yindo/password=2027-06-30,twinfield/delegation=2027-01-01,twinfield/delegation@demo-consumer=2027-06-30,projector/plain-challenge=off'
\`\`\`

From that moment on the client hears what it would hear without the permit; where there is no client, that a standard logon is needed, before any password is
looked at. From thirty days before, the log tells each day which doors close, and how many uses they had, by client. What came in before stays until it
ends or is revoked.

**Counting.** Every use has its entry in the audit trail, so nothing more is written for it. A server with the embedded database prints the table below when it
gets the signal USR2 (\`kill -USR2 PID\`), since nobody else can open the file. With PostgreSQL, or while nothing serves, \`tessera legacy\` does, here of the last
thirty days:

\`\`\`sh
npx node bin/tessera.mjs legacy --days=30
\`\`\`

\`\`\`
door                              client         uses  people  turned away  first       last        ends
twinfield/password                -              0     0       0            -           -           -
twinfield/delegation              demo-consumer  412   9       0            2026-11-01  2026-11-21  2027-06-30
twinfield/code-without-challenge  demo-openid    12    3       0            2026-11-02  2026-11-20  -
\`\`\`

What a session or a token that came in by a door is used for afterwards isn't counted: a read writes nothing.

## Outside of the practice in smaller ways

| what | how it is bounded |
| --- | --- |
| sessions and tokens in SOAP headers, members of a body, cookies and headers of their own, where RFC 6750 has \`Authorization\` | that is where those wires have them; they come from the doors above, each counts at its site and until its end, and [\`/verify\`](verifier.md) reads them only from the places that the operator names |
| a client's secret in the body, in XML or in a form | RFC 6749 section 2.3.1 allows the form; a client's record can demand the header, or a signed statement |
| name and password in the query of a GET, at digioffice | \`TESSERA_DIGIOFFICE_ALLOW_GET_LOGIN=off\` |
| tokens signed with a key that is shared with whoever checks them, at digioffice | off, unless \`TESSERA_DIGIOFFICE_SIGNING\` says \`hs256\` |
| a credential in the query at \`/verify\` | off, unless \`TESSERA_VERIFY_ACCEPTS\` names the parameter |
| refresh tokens of 25 years, at twinfield's OpenID endpoints | they rotate; \`TESSERA_TWINFIELD_REFRESH_SECONDS\` |
| a repeated refresh within half a minute gets the same answer, as long as nobody used it | a lost answer would else cost a connection; \`TESSERA_REFRESH_REPEAT_SECONDS=0\` turns it off |
`;

/** The text of docs/security.md. */
export function securityPage(): string {
  return [
    INTRODUCTION,
    table('Of an authorization server', SERVER_RULES),
    table('Of a resource, and of a proxy before it', RESOURCE_RULES),
    table('Of clients, and in general', CLIENT_RULES),
    `${DOORS_INTRODUCTION}\n${doorRows()}\n${DOORS_END}`,
  ].join('\n');
}

function table(heading: string, rules: readonly Rule[]): string {
  const rows = rules.map(
    (rule) => `| ${[rule.section, rule.rule, rule.held || '—', proofsOf(rule)].map(cell).join(' | ')} |`,
  );
  return `## ${heading}\n\n| section | rule | how it is held | tests |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

function proofsOf({ proofs, untested }: Rule): string {
  if (proofs.length === 0) return `none: ${untested}`;
  const files = [...new Set(proofs.map(({ file }) => file))];
  return files
    .map((file) => {
      const titles = proofs.filter((one) => one.file === file).map(({ title }) => `“${title}”`);
      return `[${file}](../${file}): ${titles.join(', ')}`;
    })
    .join('; ');
}

function doorRows(): string {
  const file = 'test/legacy-doors.test.ts';
  return LEGACY_DOORS.map((entry) => {
    const opens = entry.permit ?? 'it is open: no client is known';
    const held = `[${file}](../${file}): “${nameOf(entry)} is open until its end, and closed from then on”`;
    return `| ${[`\`${nameOf(entry)}\``, entry.what, entry.outside, opens, held].map(cell).join(' | ')} |`;
  }).join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
