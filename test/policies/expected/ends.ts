/** What is expected of what has come to an end. */
import { admitted, byKind, doors, type Expectation, refused, unasked } from '../verdict.ts';

export const ends = {
  revoked: {
    kinds: byKind(
      [refused, 'refreshing', 'own refresh token', 'logon by token', 'session into token', 'token into token'],
      [refused, 'exchange of a session', 'exchange of a token', 'using a session', 'using a token'],
      [refused, 'descendant of a grant', 'descendant of a logon', 'own sessions', 'inspecting', 'person’s answer'],
      [refused, 'owed step', 'ending'],
      [admitted('ended already'), 'ending by a client'],
      [unasked('nothing held'), 'password', 'password, by a client', 'delegation', 'redeeming', 'client itself'],
      [unasked('nothing held'), 'client’s question', 'browser’s question'],
    ),
    doors: doors(admitted('ended already'), 'digioffice: logout'),
  },

  reused: {
    kinds: byKind(
      [refused, 'refreshing', 'logon by token', 'token into token', 'exchange of a token', 'using a token'],
      [refused, 'descendant of a grant', 'inspecting'],
      [admitted('ended already'), 'ending by a client'],
      [unasked('no refresh token'), 'password', 'password, by a client', 'delegation', 'redeeming'],
      [unasked('no refresh token'), 'own refresh token', 'session into token', 'exchange of a session'],
      [unasked('no refresh token'), 'using a session', 'descendant of a logon', 'own sessions', 'client itself'],
      [
        unasked('no refresh token'),
        'client’s question',
        'browser’s question',
        'person’s answer',
        'owed step',
        'ending',
      ],
    ),
    doors: doors(unasked('no refresh token'), 'oauth: introspect a session'),
  },

  replaced: {
    kinds: byKind(
      [refused, 'session into token', 'exchange of a session', 'using a session', 'descendant of a grant'],
      [refused, 'descendant of a logon'],
      [admitted('no slot yet'), 'owed step'],
      [unasked('no slot'), 'password', 'password, by a client', 'delegation', 'redeeming', 'refreshing'],
      [unasked('no slot'), 'own refresh token', 'logon by token', 'token into token', 'exchange of a token'],
      [unasked('no slot'), 'using a token', 'own sessions', 'inspecting', 'client itself', 'client’s question'],
      [unasked('no slot'), 'browser’s question', 'person’s answer', 'ending', 'ending by a client'],
    ),
    doors: {
      ...doors(refused, 'oauth: introspect a session', 'twinfield: Abandon', 'twinfield: ChangePassword'),
      ...doors(admitted('ended already'), 'digioffice: logout'),
      ...doors(
        unasked('no slot'),
        'pages: /second-step',
        'pages: /change-password',
        'oauth: userinfo, by another client’s exchange',
      ),
    },
  },

  'connection ended': {
    kinds: byKind(
      [refused, 'delegation', 'redeeming', 'refreshing', 'logon by token', 'token into token', 'exchange of a token'],
      [refused, 'using a token', 'descendant of a grant', 'inspecting'],
      [admitted('ended already'), 'ending by a client'],
      [unasked('no connection'), 'password', 'password, by a client', 'own refresh token', 'session into token'],
      [unasked('no connection'), 'exchange of a session', 'using a session', 'descendant of a logon'],
      [unasked('no connection'), 'own sessions', 'client itself', 'client’s question', 'browser’s question'],
      [unasked('no connection'), 'person’s answer', 'owed step', 'ending'],
    ),
    doors: {
      ...doors(unasked('no connection'), 'oauth: introspect a session'),
      // A session that the client opened for the person.
      ...doors(refused, 'twinfield: KeepAlive, session by the exchange of an own token'),
      ...doors(admitted('ended already'), 'pages: /connections/end'),
    },
  },

  'password changed': {
    kinds: byKind(
      [refused, 'password', 'password, by a client', 'own refresh token', 'session into token'],
      [refused, 'exchange of a session', 'using a session', 'descendant of a logon', 'own sessions', 'person’s answer'],
      [refused, 'ending'],
      [admitted('clients stay'), 'delegation', 'redeeming', 'refreshing', 'logon by token', 'token into token'],
      [admitted('clients stay'), 'exchange of a token', 'using a token', 'descendant of a grant', 'inspecting'],
      [admitted('always open'), 'ending by a client'],
      [unasked('ends nothing'), 'owed step'],
      [unasked('no person'), 'client itself', 'client’s question', 'browser’s question'],
    ),
    doors: {
      ...doors(refused, 'oauth: introspect a session'),
      ...doors(admitted('ended already'), 'digioffice: logout'),
    },
  },

  expired: {
    kinds: byKind(
      [refused, 'redeeming', 'refreshing', 'own refresh token', 'logon by token', 'session into token'],
      [refused, 'token into token', 'exchange of a session', 'exchange of a token', 'using a session'],
      [refused, 'using a token', 'descendant of a grant', 'descendant of a logon', 'own sessions', 'inspecting'],
      [refused, 'person’s answer', 'owed step', 'ending'],
      [admitted('ended already'), 'ending by a client'],
      [unasked('nothing held'), 'password', 'password, by a client', 'delegation', 'client itself'],
      [unasked('nothing held'), 'client’s question', 'browser’s question'],
    ),
    doors: {
      ...doors(refused, 'twinfield: login.aspx'),
      ...doors(admitted('ended already'), 'digioffice: logout'),
    },
  },
} satisfies Readonly<Record<string, Expectation>>;
