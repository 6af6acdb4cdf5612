/** What is expected when it is the client that something is wrong with. */
import { admitted, byKind, doors, type Expectation, refused, unasked } from '../verdict.ts';

export const client = {
  'wrong secret': {
    kinds: byKind(
      [refused, 'password, by a client', 'delegation', 'redeeming', 'refreshing', 'exchange of a session'],
      [refused, 'exchange of a token', 'inspecting', 'client itself', 'client’s question', 'ending by a client'],
      [unasked('no client'), 'password', 'own refresh token', 'logon by token', 'session into token'],
      [unasked('no client'), 'token into token', 'using a session', 'using a token', 'descendant of a grant'],
      [unasked('no client'), 'descendant of a logon', 'own sessions', 'browser’s question', 'person’s answer'],
      [unasked('no client'), 'owed step', 'ending'],
    ),
    doors: doors(refused, 'oauth: refresh, by the exchange of a session'),
  },

  'client disabled': {
    kinds: byKind(
      [refused, 'password, by a client', 'delegation', 'redeeming', 'refreshing', 'exchange of a session'],
      [refused, 'exchange of a token', 'inspecting', 'client itself', 'client’s question', 'ending by a client'],
      [
        refused,
        'logon by token',
        'token into token',
        'using a token',
        'descendant of a grant',
        'descendant of a logon',
      ],
      [refused, 'browser’s question', 'person’s answer'],
      [unasked('no client'), 'password', 'own refresh token', 'session into token', 'using a session'],
      [unasked('no client'), 'own sessions', 'owed step', 'ending'],
    ),
    doors: doors(admitted('another’s'), 'twinfield: KeepAlive, session by another client’s exchange'),
  },

  'client without permits': {
    kinds: byKind(
      [refused, 'password, by a client', 'delegation', 'redeeming', 'refreshing', 'exchange of a session'],
      [refused, 'exchange of a token', 'client itself', 'client’s question', 'ending by a client'],
      [refused, 'browser’s question', 'person’s answer'],
      [admitted('given before'), 'logon by token', 'token into token', 'using a token', 'descendant of a grant'],
      [admitted('given before'), 'descendant of a logon'],
      [admitted('its own'), 'inspecting'],
      [unasked('no client'), 'password', 'own refresh token', 'session into token', 'using a session'],
      [unasked('no client'), 'own sessions', 'owed step', 'ending'],
    ),
    doors: doors(refused, 'oauth: introspect a session', 'oauth: refresh, by the exchange of a session'),
  },

  'another client': {
    kinds: byKind(
      [refused, 'delegation', 'redeeming', 'refreshing', 'inspecting', 'ending by a client'],
      [admitted('may exchange'), 'exchange of a session', 'exchange of a token'],
      [unasked('nothing held'), 'password, by a client', 'client itself', 'client’s question', 'browser’s question'],
      [unasked('no client'), 'password', 'own refresh token', 'logon by token', 'session into token'],
      [unasked('no client'), 'token into token', 'using a session', 'using a token', 'descendant of a grant'],
      [unasked('no client'), 'descendant of a logon', 'own sessions', 'person’s answer', 'owed step', 'ending'],
    ),
    doors: doors(
      refused,
      // For what is limited to a scope, a client needs one more permit to get what knows none.
      'oauth: exchange, token for a session',
      'oauth: exchange, refresh token for a token',
      'oauth: refresh, by the exchange of a session',
    ),
  },
} satisfies Readonly<Record<string, Expectation>>;
