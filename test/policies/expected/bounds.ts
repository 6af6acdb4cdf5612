/** What is expected when more is asked than may be had, and when a token is for less than it is presented for. */
import { admitted, byKind, doors, type Expectation, refused, unasked } from '../verdict.ts';

export const bounds = {
  'scope beyond the client': {
    kinds: byKind(
      [refused, 'password, by a client', 'refreshing', 'exchange of a session', 'exchange of a token'],
      [refused, 'client itself', 'client’s question', 'browser’s question'],
      [unasked('no scope'), 'password', 'delegation', 'redeeming', 'own refresh token', 'logon by token'],
      [unasked('no scope'), 'session into token', 'token into token', 'using a session', 'using a token'],
      [unasked('no scope'), 'descendant of a grant', 'descendant of a logon', 'own sessions', 'inspecting'],
      [unasked('no scope'), 'person’s answer', 'owed step', 'ending', 'ending by a client'],
    ),
    doors: doors(
      unasked('no scope'),
      'projector: PwsAcquireOauth2Token, refresh',
      'projector: /oauth2token, refresh',
      'twinfield: initiate.aspx',
      'twinfield: login.aspx',
    ),
  },

  'scope too small': {
    kinds: byKind(
      [refused, 'logon by token'],
      [admitted('no scope needed'), 'using a token'],
      [admitted('stays narrow'), 'token into token', 'exchange of a token'],
      [unasked('no scope'), 'password', 'password, by a client', 'delegation', 'redeeming', 'refreshing'],
      [unasked('no scope'), 'own refresh token', 'session into token', 'exchange of a session', 'using a session'],
      [unasked('no scope'), 'own sessions', 'inspecting', 'client itself', 'client’s question'],
      [unasked('no scope'), 'browser’s question', 'person’s answer', 'owed step', 'ending', 'ending by a client'],
      [unasked('not got'), 'descendant of a grant', 'descendant of a logon'],
    ),
    doors: {
      ...doors(refused, 'twinfield: GetRole by a token', 'oauth: userinfo'),
      // With the permit for that, which this client has.
      ...doors(admitted('may exchange'), 'oauth: exchange, token for a session'),
      ...doors(refused, 'oauth: userinfo, by another client’s exchange'),
    },
  },

  'client’s scopes narrowed': {
    kinds: byKind(
      [admitted('what is left'), 'password, by a client', 'redeeming', 'refreshing', 'exchange of a session'],
      [admitted('what is left'), 'exchange of a token', 'client itself', 'person’s answer'],
      [admitted('given before'), 'logon by token', 'token into token', 'using a token', 'descendant of a grant'],
      [admitted('given before'), 'descendant of a logon'],
      [refused, 'client’s question', 'browser’s question'],
      [unasked('no scope'), 'password', 'delegation', 'own refresh token', 'session into token', 'using a session'],
      [unasked('no scope'), 'own sessions', 'inspecting', 'owed step', 'ending', 'ending by a client'],
    ),
    doors: {
      // The person has granted nothing else.
      ...doors(refused, 'oauth: device code'),
      ...doors(
        unasked('no scope'),
        'twinfield: finalize.aspx',
        'twinfield: initiate.aspx',
        'twinfield: login.aspx',
        'pages: /consent for OAuth 1',
      ),
      ...doors(admitted('what is left'), 'oauth: refresh, by the exchange of a session'),
    },
  },

  'resource beyond the client': {
    kinds: byKind(
      [refused, 'password, by a client', 'exchange of a session', 'exchange of a token', 'client itself'],
      [refused, 'client’s question'],
      [unasked('no resource'), 'password', 'delegation', 'redeeming', 'refreshing', 'own refresh token'],
      [unasked('no resource'), 'logon by token', 'session into token', 'token into token', 'using a session'],
      [unasked('no resource'), 'using a token', 'descendant of a grant', 'descendant of a logon', 'own sessions'],
      [unasked('no resource'), 'inspecting', 'browser’s question', 'person’s answer', 'owed step', 'ending'],
      [unasked('no resource'), 'ending by a client'],
    ),
    doors: {
      ...doors(refused, 'oauth: code', 'oauth: device code', 'oauth: refresh', 'oauth: authorize'),
      ...doors(unasked('no resource'), 'twinfield: initiate.aspx'),
    },
  },

  'token for a resource': {
    kinds: byKind(
      [refused, 'logon by token', 'token into token', 'using a token'],
      [admitted('stays narrow'), 'refreshing', 'exchange of a token'],
      [admitted('told'), 'inspecting'],
      [unasked('no such token'), 'own refresh token', 'own sessions', 'session into token', 'using a session'],
      [unasked('no such token'), 'exchange of a session', 'descendant of a grant', 'descendant of a logon'],
      [unasked('nothing held'), 'password', 'password, by a client', 'delegation', 'redeeming', 'client itself'],
      [unasked('nothing held'), 'client’s question', 'browser’s question', 'person’s answer', 'owed step'],
      [admitted('always open'), 'ending by a client'],
      [unasked('no such token'), 'ending'],
    ),
    doors: {
      ...doors(refused, 'oauth: exchange, token for a session', 'oauth: userinfo, by another client’s exchange'),
      ...doors(unasked('no such token'), 'oauth: introspect a session'),
    },
  },

  'token bound to a key': {
    kinds: byKind(
      [refused, 'logon by token', 'token into token', 'using a token', 'refreshing', 'exchange of a token'],
      [admitted('told'), 'inspecting'],
      [unasked('no such token'), 'own refresh token', 'own sessions', 'session into token', 'using a session'],
      [unasked('no such token'), 'exchange of a session', 'descendant of a grant', 'descendant of a logon'],
      [unasked('nothing held'), 'password', 'password, by a client', 'delegation', 'redeeming', 'client itself'],
      [unasked('nothing held'), 'client’s question', 'browser’s question', 'person’s answer', 'owed step'],
      [admitted('always open'), 'ending by a client'],
      [unasked('no such token'), 'ending'],
    ),
    doors: {
      ...doors(
        refused,
        'oauth: userinfo, by another client’s exchange',
        'oauth: refresh, by the exchange of a session',
      ),
      ...doors(unasked('no such token'), 'oauth: introspect a session'),
    },
  },
} satisfies Readonly<Record<string, Expectation>>;
