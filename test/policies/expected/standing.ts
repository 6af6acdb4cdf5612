/** What is expected when the standing of a person or of their organisation changes. */
import { admitted, byKind, doors, type Expectation, refused, unasked } from '../verdict.ts';

/** Whoever is barred is barred wherever a person is looked at; only endings stay open, by whoever doesn't look first. */
const BARRED: Expectation = {
  kinds: byKind(
    [refused, 'password', 'password, by a client', 'delegation', 'redeeming', 'refreshing', 'own refresh token'],
    [
      refused,
      'logon by token',
      'session into token',
      'token into token',
      'exchange of a session',
      'exchange of a token',
    ],
    [refused, 'using a session', 'using a token', 'descendant of a grant', 'descendant of a logon', 'own sessions'],
    [refused, 'inspecting', 'person’s answer', 'owed step'],
    [unasked('no person'), 'client itself', 'client’s question', 'browser’s question'],
    [admitted('always open'), 'ending', 'ending by a client'],
  ),
  doors: doors(refused, 'yindo: the end of the own session', 'pages: /connections/end'),
};

export const standing = {
  disabled: BARRED,
  deleted: BARRED,
  'organisation inactive': BARRED,

  'modern logon only': {
    kinds: byKind(
      [refused, 'password', 'password, by a client', 'delegation', 'own refresh token'],
      [
        admitted('OAuth 2'),
        'redeeming',
        'refreshing',
        'logon by token',
        'exchange of a session',
        'exchange of a token',
      ],
      [admitted('no logon'), 'session into token', 'token into token', 'using a session', 'using a token'],
      [admitted('no logon'), 'descendant of a grant', 'descendant of a logon', 'own sessions', 'inspecting'],
      [admitted('no logon'), 'person’s answer', 'owed step'],
      [unasked('no person'), 'client itself', 'client’s question', 'browser’s question'],
      [admitted('always open'), 'ending', 'ending by a client'],
    ),
    doors: {
      ...doors(admitted('OAuth 2'), 'pages: /login'),
      ...doors(refused, 'twinfield: finalize.aspx'),
    },
  },

  'outside the networks': {
    kinds: byKind(
      [refused, 'password', 'password, by a client', 'delegation', 'logon by token', 'owed step'],
      [admitted('back channel'), 'redeeming', 'refreshing', 'exchange of a session', 'exchange of a token'],
      [admitted('no logon'), 'own refresh token', 'session into token', 'token into token', 'using a session'],
      [admitted('no logon'), 'using a token', 'descendant of a grant', 'descendant of a logon', 'own sessions'],
      [admitted('no logon'), 'inspecting', 'person’s answer'],
      [unasked('no person'), 'client itself', 'client’s question', 'browser’s question'],
      [admitted('always open'), 'ending', 'ending by a client'],
    ),
  },

  'no company': {
    kinds: byKind(
      [admitted('no company'), 'password', 'password, by a client', 'redeeming', 'refreshing', 'own refresh token'],
      [
        admitted('no company'),
        'session into token',
        'token into token',
        'exchange of a session',
        'exchange of a token',
      ],
      [admitted('no company'), 'using a session', 'using a token', 'own sessions', 'inspecting', 'person’s answer'],
      [admitted('no company'), 'owed step', 'descendant of a grant', 'descendant of a logon'],
      [refused, 'delegation', 'logon by token'],
      [unasked('no person'), 'client itself', 'client’s question', 'browser’s question'],
      [admitted('always open'), 'ending', 'ending by a client'],
    ),
    doors: doors(
      refused,
      'twinfield: Logon',
      'twinfield: Logon on a cluster',
      'twinfield: KeepAlive',
      'twinfield: SelectCompany',
      'twinfield: GetRole by a token',
      'oauth: exchange, token for a session',
      'twinfield: KeepAlive, session by a token',
      'twinfield: KeepAlive, session by another client’s exchange',
      'twinfield: KeepAlive, session by the exchange of an own token',
    ),
  },
} satisfies Readonly<Record<string, Expectation>>;
