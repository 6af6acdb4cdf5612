/** What RFC 9700 demands of resource servers, proxies and clients: where this server is one of them, and what it gives to the others. */
import { proof, type Rule } from './rule.ts';

const AUTHORIZE = 'src/dialects/oauth/authorize.test.ts';
const BINDINGS = 'src/core/operations/token-bindings.test.ts';

export const RESOURCE_RULES: readonly Rule[] = [
  {
    section: '2.3',
    rule: 'A resource refuses tokens that were not given for it.',
    held: 'userinfo, `/verify` and every dialect take no token that is for another resource; introspection and signed tokens tell `aud` to those outside',
    proofs: [
      ...proof(BINDINGS, 'a token for a resource is for that one, and opens no other door'),
      ...proof('src/dialects/oauth/userinfo.test.ts', 'tokens that do not count here'),
      ...proof('wire/verifier/resources.md', 'Another resource is', 'No resource is behind the proxy'),
      ...proof('wire/oauth/resource.md', 'A token for one resource'),
    ],
  },
  {
    section: '2.3',
    rule: 'A resource refuses what the token’s scope doesn’t allow.',
    held: '`/verify?scope=`, userinfo without `openid`; introspection tells `scope` to those outside',
    proofs: [
      ...proof('wire/verifier/verify.md', 'A scope'),
      ...proof('src/dialects/oauth/userinfo.test.ts', "a token without openid, a client's own among them"),
    ],
  },
  {
    section: '4.9.3',
    rule: 'Tokens are kept and passed on as secrets, never in plain text.',
    held: 'a SHA-256 fingerprint is all that is kept; none gets into a log, an error or an address',
    proofs: [
      ...proof(
        'src/dialects/oauth/rfc9700.test.ts',
        'no token lies in the database as it was given out (section 4.9.3)',
      ),
      ...proof('test/leaks.test.ts', 'nothing that is sent or issued gets into a log, an error or an address'),
      ...proof('src/core/index.test.ts', 'no entry and no event holds anything that was presented'),
    ],
  },
  {
    section: '4.10.1',
    rule: 'A proof that a token’s holder has its key counts once.',
    held: 'the store remembers proofs, so a second node refuses what the first has seen',
    proofs: [
      ...proof('wire/oauth/dpop.md', 'A proof counts once'),
      ...proof('src/verifier/bound-tokens.test.ts', 'of ten at once with one proof, on two sites, one is let through'),
      ...proof(BINDINGS, 'a bound token opens a door only with a proof that names it'),
    ],
  },
  {
    section: '4.13',
    rule: 'A reverse proxy lets no header through that applications behind it rely on.',
    held: 'the proxy’s duty, also for the headers that `/verify` answers with: [verifier.md](verifier.md). This server believes no header about where a request comes from',
    proofs: proof(
      'src/dialects/oauth/rfc9700.test.ts',
      'nobody chooses their address by a header that a proxy might have added (section 4.13)',
    ),
  },
  {
    section: '4.13',
    rule: 'Between a reverse proxy and the server nobody can listen or send.',
    held: 'keep both on one machine or one private network; the demo listens on loopback only',
    proofs: [],
    untested: 'it is a matter of the network',
  },
];

export const CLIENT_RULES: readonly Rule[] = [
  {
    section: '2.1, 4.7.1',
    rule: 'Clients keep others from sending answers to them, by a challenge, `nonce` or `state`, after they have made sure that the server supports it; `state` that carries something is protected.',
    held: 'a challenge from nearly every client; `nonce` is told in the ID token, and `state` as it came',
    proofs: proof(AUTHORIZE, 'a public client gets a code, and for it tokens and an ID token'),
  },
  {
    section: '2.1, 4.4.2, 4.4.2.1, 4.4.2.2',
    rule: 'Clients of several servers tell their answers apart: they keep whom they asked, compare `iss` or have a redirect for each, and stop when it doesn’t fit.',
    held: '`iss` in every answer, errors too, and in the ID token',
    proofs: proof(AUTHORIZE, 'a person who refuses is told to the client', 'told to the client: … is …'),
  },
  {
    section: '2.1.1',
    rule: 'Clients keep codes of others from being put into their answers; the challenge or `nonce` is made anew each time and bound to the browser.',
    held: 'refused without the verifier; that it is new each time can’t be seen from here',
    proofs: proof(
      'src/core/operations/redeem-code.test.ts',
      'wrong verifier, no verifier, wrong redirect: refused each, and the code is still good',
    ),
  },
  {
    section: '4.5.3.2',
    rule: 'Clients that rely on `nonce` check it in the ID token of the token endpoint, and use nothing before that.',
    held: '`nonce` is in that token',
    proofs: proof(AUTHORIZE, 'a public client gets a code, and for it tokens and an ID token'),
  },
  {
    section: '4.3.2',
    rule: 'Clients send no token in a query.',
    held: 'one that stands there is never looked at; at `/verify` only where the operator names the parameter',
    proofs: [
      ...proof('wire/oauth/userinfo.md', 'A token in the address'),
      ...proof('wire/oauth/malformed.md', 'Parameters in the query'),
      ...proof('wire/verifier/verify.md', 'Nothing in the address'),
    ],
  },
  {
    section: '4.1.3, 4.11.1',
    rule: 'Clients, and whoever serves their redirect addresses, send no browser to wherever a parameter says.',
    held: 'a redirect with anything added to it is another redirect, and refused',
    proofs: proof(AUTHORIZE, 'a redirect with a query'),
  },
  {
    section: '4.17.2',
    rule: 'Clients that are answered by messages between windows take them from the server’s exact origin only, and keep all that holds for redirects.',
    held: '',
    proofs: [],
    untested: 'it is a client’s to do, and this server sends none',
  },
  {
    section: '3',
    rule: 'Whoever builds on OAuth takes account of every attacker that their surroundings have.',
    held: 'this page, [pages.md](pages.md#how-they-are-safe) for browsers, [password-doors.md](password-doors.md) for guessed passwords',
    proofs: [],
    untested: 'it is a way of working, not a behaviour',
  },
];
