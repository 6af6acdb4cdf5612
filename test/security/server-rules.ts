/** What RFC 9700 demands of an authorization server, section by section: every MUST and MUST NOT. */
import { proof, type Rule } from './rule.ts';

const AUTHORIZE = 'src/dialects/oauth/authorize.test.ts';
const REDIRECTS = 'src/core/model/redirect-uri.test.ts';
const RFC9700 = 'src/dialects/oauth/rfc9700.test.ts';
const CODES = 'src/core/operations/redeem-code.test.ts';
const REFRESHES = 'src/core/operations/refresh-tokens.test.ts';
const BINDINGS = 'src/core/operations/token-bindings.test.ts';
const TOKEN_PAGE = 'wire/oauth/token.md';

export const SERVER_RULES: readonly Rule[] = [
  {
    section: '2.1, 4.1.3',
    rule: 'Redirect addresses are compared as text with those that the client has registered.',
    held: 'one function, character by character, for every dialect and for pushed requests',
    proofs: [
      ...proof(
        AUTHORIZE,
        'a redirect that only begins alike',
        'a redirect in other letters',
        'a redirect with a query',
      ),
      ...proof('src/dialects/oauth/par.test.ts', 'what would be refused in the browser is refused when it is pushed'),
      ...proof(REDIRECTS, 'whatever is taken is registered, but for a port of this machine'),
    ],
  },
  {
    section: '2.1, 4.1.3',
    rule: 'An application on the person’s machine may listen on any port of it.',
    held: 'of `http://127.0.0.1`, `http://[::1]` and `http://localhost` the port doesn’t count, for clients without a secret',
    proofs: [
      ...proof(REDIRECTS, 'an application on the machine listens on any port'),
      ...proof(REDIRECTS, 'nothing but the port of this machine may differ'),
      ...proof(
        AUTHORIZE,
        'an application on the machine is answered at whatever port it listens on, and redeems with that',
      ),
    ],
  },
  {
    section: '2.1, 4.11',
    rule: 'No address of the server sends a browser to wherever a parameter says.',
    held: 'browsers go to registered addresses and to paths of this site; after logging out, too',
    proofs: [
      ...proof(
        AUTHORIZE,
        'no question makes the endpoint crash, and none sends a browser to an address that is not registered',
      ),
      ...proof('src/pages/fuzz.test.ts', 'any authorize request: a page, or a redirect that the client has registered'),
      ...proof('src/dialects/oauth/log-out.test.ts', 'an address that the client has not registered is not gone to'),
      ...proof(
        'src/dialects/oauth/log-out.test.ts',
        'without an ID token the person is asked, and nobody is sent anywhere',
      ),
    ],
  },
  {
    section: '2.1, 4.12',
    rule: 'Whoever redirects a request that may hold a password doesn’t pass the password on; never by 307.',
    held: 'forms are answered by 303, or by a page that goes on by itself; no wire of this server says 307 or 308',
    proofs: [
      ...proof(RFC9700, 'a browser that sent a password is sent on without it (section 4.12)'),
      ...proof('wire/pages/log-in.md', 'The right password opens a session'),
      ...proof('test/security.test.ts', 'no golden has a redirect that sends a form again'),
    ],
  },
  {
    section: '2.1.1',
    rule: 'Challenges (PKCE) are supported.',
    held: 'S256, wherever codes are given',
    proofs: [
      ...proof(AUTHORIZE, 'a public client gets a code, and for it tokens and an ID token'),
      ...proof('src/core/secrets.test.ts', 'PKCE: the example of RFC 7636 appendix B'),
    ],
  },
  {
    section: '2.1.1',
    rule: 'Public clients use a challenge.',
    held: 'whatever a public client’s record says, it gets no code without one; confidential clients neither, unless their record admits it',
    proofs: [
      ...proof(AUTHORIZE, 'a confidential client needs a challenge too, unless its record says otherwise'),
      ...proof('wire/oauth/authorize.md', 'No challenge'),
    ],
  },
  {
    section: '2.1.1',
    rule: 'A code that was asked with a challenge is redeemed with its verifier only.',
    held: 'a wrong or missing verifier is refused, and the code stays for whoever has the right one',
    proofs: [
      ...proof(CODES, 'wrong verifier, no verifier, wrong redirect: refused each, and the code is still good'),
      ...proof(TOKEN_PAGE, 'A wrong verifier or redirect leaves the code unspent'),
    ],
  },
  {
    section: '2.1.1, 4.8.2',
    rule: 'Nobody turns the challenge off: whether there was one is kept with the code, and a verifier without one is refused.',
    held: 'as it says, and most clients can’t ask without one in the first place',
    proofs: proof(
      CODES,
      'a verifier for a code that was asked without a challenge is refused (RFC 9700 section 4.8.2)',
    ),
  },
  {
    section: '2.1.1, 4.7.1',
    rule: 'Clients can find out that challenges are supported.',
    held: '`code_challenge_methods_supported` in the metadata',
    proofs: proof('wire/oauth/metadata.md', "OAuth's document", 'A script of another site'),
  },
  {
    section: '2.2.2, 4.14.2',
    rule: 'A public client’s refresh tokens are bound to its key or rotate, and one that is presented again is noticed.',
    held: 'both: they rotate, reuse ends the whole connection, and one that was got with a key is worth nothing without it',
    proofs: [
      ...proof(REFRESHES, 'a repeat after the window ends the whole family'),
      ...proof(REFRESHES, 'a repeat after the successor was itself used ends the family, window or not'),
      ...proof(BINDINGS, 'a public client refreshes with the key that its code was redeemed with, and with no other'),
      ...proof(TOKEN_PAGE, 'A refresh token used twice'),
    ],
  },
  {
    section: '2.2.2, 4.14.2',
    rule: 'A refresh token is its client’s alone.',
    held: 'refused to any other, and none the worse for it',
    proofs: [
      ...proof(REFRESHES, 'a refresh token is refused to everybody but its client, and is none the worse for it'),
      ...proof(TOKEN_PAGE, 'A refresh token of another client'),
    ],
  },
  {
    section: '4.14.2',
    rule: 'Which clients get refresh tokens is decided, client by client.',
    held: 'those with the permit `refresh`; no other gets one by any grant',
    proofs: [
      ...proof(AUTHORIZE, 'a client that may not refresh gets no refresh token'),
      ...proof('src/dialects/oauth/device.test.ts', 'a device whose client may not refresh gets no refresh token'),
      ...proof('wire/oauth/exchange.md', 'A refresh token for a client that may not refresh'),
    ],
  },
  {
    section: '4.14.2',
    rule: 'A refresh token keeps to the scope and the resources that the person consented to.',
    held: 'a refresh may narrow both, and never adds any',
    proofs: [
      ...proof(REFRESHES, 'a narrower scope is for this access token only; a wider one is refused and spends nothing'),
      ...proof(BINDINGS, 'a refresh may narrow the resources and get them back, and never adds one'),
      ...proof(TOKEN_PAGE, 'Scope of a refresh'),
    ],
  },
  {
    section: '4.14.2',
    rule: 'A refresh token that says which connection it is of can’t be changed.',
    held: 'it holds an id and 24 random bytes, and counts only when the fingerprint of the whole text is the one that is kept',
    proofs: proof(
      REFRESHES,
      'what is no refresh token is refused: an access token, a session, another text, nothing of ours',
    ),
  },
  {
    section: '2.4',
    rule: 'The password grant is not used.',
    held: 'not advertised, refused to every client without a permit of its own, and [a legacy door](#legacy-doors) for those with one',
    proofs: [
      ...proof('wire/oauth/password.md', 'A client without the permit'),
      ...proof('test/legacy-doors.test.ts', '… is open until its end, and closed from then on'),
      ...proof('src/dialects/oauth/rfc9700.test.ts', 'the password grant is not advertised (section 2.4)'),
    ],
  },
  {
    section: '2.6',
    rule: 'Answers to a browser don’t cross a network in the clear: no `http` in a redirect, but on the person’s own machine.',
    held: 'refused though it be registered. That the server’s own addresses are `https` is up to whoever runs it',
    proofs: [
      ...proof(AUTHORIZE, 'no code is sent over a network in the clear, though the client have registered it so'),
      ...proof(REDIRECTS, 'what is not encrypted stays on this machine'),
    ],
  },
  {
    section: '2.6',
    rule: 'Scripts of other sites can’t ask at the authorization endpoint.',
    held: 'no header for them there; they have the token endpoint, metadata, keys, userinfo, revocation and pushed requests',
    proofs: proof(RFC9700, 'no script of another site may ask at the authorization endpoint (section 2.6)'),
  },
  {
    section: '4.2.4',
    rule: 'A code is used once.',
    held: 'one redemption wins; a second takes back what the first gave',
    proofs: [
      ...proof(
        CODES,
        'a code gives tokens once; the second time it takes them back',
        'of twenty redemptions at once one wins',
      ),
      ...proof(TOKEN_PAGE, 'A code used twice'),
    ],
  },
  {
    section: '4.11.2',
    rule: 'With a client and a redirect that don’t belong together no browser is sent anywhere.',
    held: 'the person sees a page that says so',
    proofs: [
      ...proof(AUTHORIZE, 'an unknown client', 'no redirect', 'two redirects'),
      ...proof(
        'test/browser/authorize.test.ts',
        'what cannot be told to a registered address is told on a page; the rest goes to the client',
      ),
    ],
  },
  {
    section: '4.11.2',
    rule: 'Nobody’s trust in this server takes them to a registered but malicious address: people are asked to log in before they are sent on.',
    held: 'nothing is sent by itself before somebody has logged in, errors neither: the person is shown a link. Who presses “Cancel” goes back, and a client that asks for no page is told at once. Addresses are put in by the operator, never by a client. Two older wires differ: [divergences.md](divergences.md#oauth)',
    proofs: [
      ...proof(AUTHORIZE, 'sent nowhere before logging in: …'),
      ...proof(
        AUTHORIZE,
        'a client that asks for no page is told at once, whoever is there; one owed step is nobody there',
      ),
      ...proof('wire/oauth/authorize.md', 'A token at once'),
      ...proof(
        'test/browser/authorize.test.ts',
        'a person refuses, before or after logging in, and the client is told',
      ),
    ],
  },
  {
    section: '4.15.1',
    rule: 'A resource can tell a client’s own token from a person’s.',
    held: 'clients don’t choose their names; and a client’s own token has the client as `sub` and `client_id` and no `username`, whatever the client is called',
    proofs: proof(
      RFC9700,
      "a client with a person's number for a name is told apart from that person (section 4.15.1)",
    ),
  },
  {
    section: '4.16',
    rule: 'The pages can’t be put into a frame.',
    held: '`frame-ancestors` and `X-Frame-Options` on every page, errors and the form that carries an answer included',
    proofs: [
      ...proof('test/browser/forgery.test.ts', 'no page can be put in a frame'),
      ...proof('wire/pages/log-in.md', 'The form, for somebody who comes by themselves'),
      ...proof(AUTHORIZE, 'shown to the person alone: …'),
    ],
  },
  {
    section: '4.17.2',
    rule: 'Answers by messages between windows go to the client’s exact origin, never to `*`.',
    held: 'there are none: answers go by redirect or by form',
    proofs: proof('wire/oauth/authorize.md', 'Another way of answering'),
  },
];
