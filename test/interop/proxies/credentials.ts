import type { Ask } from '../../callers/ask.ts';
import * as digioffice from '../../callers/digioffice.ts';
import * as oauth from '../../callers/oauth.ts';
import * as projector from '../../callers/projector.ts';
import * as twinfield from '../../callers/twinfield.ts';
import * as yindo from '../../callers/yindo.ts';

/** A dialect's credential, as its clients carry it. */
interface Credential {
  readonly dialect: string;
  readonly obtain: (ask: Ask) => Promise<string>;
  readonly carry: (text: string) => Readonly<Record<string, string>>;
  readonly end: (ask: Ask, text: string) => Promise<{ readonly word: string }>;
  /** Whom the application hears of: name and number. */
  readonly user: string;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export const CREDENTIALS: readonly Credential[] = [
  {
    dialect: 'twinfield',
    obtain: async (ask) => (await twinfield.oauthLogon(ask, 'ada')).session,
    carry: (text) => ({ SessionID: text }),
    end: twinfield.abandon,
    user: 'ada, 1',
  },
  {
    dialect: 'projector',
    obtain: async (ask) => (await projector.redeem(ask)).ticket,
    carry: (text) => ({ SessionTicket: text }),
    end: projector.unauthenticate,
    user: 'ada, 1',
  },
  {
    dialect: 'digioffice, by cookie',
    obtain: async (ask) => (await digioffice.authenticate(ask, 'ada', 'ada-demo-pass')).session,
    carry: (text) => ({ cookie: `ss-id=${text}` }),
    end: (ask, text) => digioffice.convert(ask, text, false),
    user: 'ada, 1',
  },
  {
    dialect: 'yindo',
    obtain: async (ask) => (await yindo.logon(ask, 'theuser', 'thepass')).token,
    carry: bearer,
    end: oauth.revoke,
    user: 'theuser, 11',
  },
  {
    dialect: 'oauth',
    obtain: async (ask) => (await oauth.askForMachine(ask)).accessToken,
    carry: bearer,
    end: oauth.revoke,
    user: 'nobody, none',
  },
];
