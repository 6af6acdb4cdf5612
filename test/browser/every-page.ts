/**
 * Every page that a person can come to, in an order in which one browser can walk through them: ours, those of the platforms, and those that say no.
 */
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { askForPair, signed } from '../callers/oauth1.ts';
import * as yindo from '../callers/yindo.ts';
import { showDevice } from './device.ts';
import { authorizeUrl, logIn, press, REDIRECT, type Visit } from './visit.ts';

/** A page, how its title begins, and the way to it from the one before. */
export type Stop = readonly [name: string, title: string, go: (visit: Visit) => Promise<unknown>];

const LONG_NAME = 'Verwaltungsgemeinschaft'.repeat(4);
const NEW = 'a quite new phrase';
const LONG_SCOPE = `https://api.example/${'scopes/'.repeat(12)}`;

/** A client whose names are as long as anybody's. */
async function plantLongClient({ demo }: Visit): Promise<void> {
  const seed = await demo.store.findClient(SEED_CLIENT.id);
  if (seed === undefined) throw new Error('The demo world has no such client.');
  await demo.store.addClient({ ...seed, id: 'long', name: LONG_NAME, scopes: [LONG_SCOPE] });
}

const at =
  (site: 'login' | 'c1', path: string) =>
  ({ page, demo }: Visit) =>
    page.goto(demo.urls[site] + path);

async function changePassword({ page }: Visit, present: string, next: string, again: string): Promise<void> {
  await page.getByLabel('Present password').fill(present);
  await page.getByLabel('New password', { exact: true }).fill(next);
  await page.getByLabel('New password again').fill(again);
  await press(page, 'Change password');
}

const OWN: readonly Stop[] = [
  ['log in', 'Log in', at('c1', '/login')],
  ['log in, refused', 'Error: That didn’t match', ({ page }) => logIn(page, 'ada', 'wrong')],
  ['log in for a client', 'Log in', (visit) => visit.page.goto(authorizeUrl(visit))],
  [
    'log in for a client of a long name',
    'Log in',
    async (visit) => {
      await plantLongClient(visit);
      await visit.page.goto(authorizeUrl(visit, { client_id: 'long', scope: LONG_SCOPE }));
    },
  ],
  ['second step', 'Confirm that it is you', ({ page }) => logIn(page, 'carol')],
  [
    'second step, refused',
    'Error: That isn’t the code',
    async ({ page }) => {
      await page.locator('input.code').fill('000000');
      await press(page, 'Continue');
    },
  ],
  ['second step, sent again', 'Confirm that it is you', ({ page }) => press(page, 'Send another code')],
  [
    'consent to a client of a long name',
    'Let Verwaltung',
    async ({ page }) => {
      await page.locator('input.code').fill('123456');
      await press(page, 'Continue');
    },
  ],
  [
    'on the way back',
    'Back to Verwaltung',
    async ({ page }) => {
      // Held here, or it would be gone before anybody could look at it.
      await page.route('**/return?*', (route) => route.abort('aborted'));
      await press(page, 'Allow');
      await page.waitForLoadState();
    },
  ],
  [
    'connections after a change of password, logged in elsewhere',
    'Connected applications',
    async (visit) => {
      await visit.page.unroute('**/return?*');
      await visit.page.getByRole('link', { name: 'Continue' }).click();
      await yindo.logon(visit.ask, 'carol', 'carol-demo-pass');
      await visit.page.goto(`${visit.demo.urls.c1}/connections?notice=password`);
    },
  ],
  ['connections, about to end one', 'Connected applications', ({ page }) => page.locator('summary').first().click()],
  ['change of password', 'Choose a new password', at('c1', '/change-password')],
  [
    'change of password, refused',
    'Error: That isn’t your present password',
    (visit) => changePassword(visit, 'wrong', 'a quite new phrase', 'a quite new phrase'),
  ],
  [
    'change of password, not alike',
    'Error: The two don’t match',
    (visit) => changePassword(visit, 'x', 'a quite new phrase', 'another phrase'),
  ],
  ['log out?', 'Log out?', at('c1', '/sign-out')],
  ['logged out', 'You are logged out', ({ page }) => press(page, 'Log out')],
  [
    'change of password that is owed',
    'Choose a new password',
    async (visit) => {
      await at('c1', '/login')(visit);
      await logIn(visit.page, 'bob');
    },
  ],
  [
    'out of date',
    'This page was out of date',
    async (visit) => {
      await visit.context.clearCookies();
      await changePassword(visit, 'bob-demo-pass', NEW, NEW);
    },
  ],
  [
    'consent',
    'Let Demo client app',
    async (visit) => {
      await visit.page.goto(authorizeUrl(visit));
      await logIn(visit.page, 'ada');
    },
  ],
  [
    'no connections',
    'Connected applications',
    async (visit) => {
      await press(visit.page, 'Not you? Log in as somebody else');
      await at('c1', '/login')(visit);
      await logIn(visit.page, 'theuser', 'thepass');
      await visit.page.locator('summary').click();
      await press(visit.page, 'End it now');
      await visit.page.getByText('No application can act for you').waitFor();
    },
  ],
  ['device', 'Connect a device', at('login', '/device')],
  [
    'device, refused',
    'Error: That isn’t the code',
    async ({ page }) => {
      await page.locator('input.code').fill('AAAAAAAA');
      await press(page, 'Continue');
    },
  ],
  [
    'device with its code',
    'Connect a device',
    async ({ page, demo }) => page.goto((await showDevice(demo.urls.login)).urlWithCode),
  ],
  ['consent to a device', 'Let Demo television', async ({ page }) => press(page, 'Continue')],
  [
    'device connected',
    'Your device is connected',
    async ({ page }) => {
      await press(page, 'Allow');
      await page.waitForURL('**/device/done?*');
    },
  ],
  [
    'code to take away',
    'Your code',
    async (visit) => {
      const { demo, page } = visit;
      const signing = {
        method: 'HMAC-SHA1' as const,
        key: 'demo-consumer',
        secret: 'demo-consumer-secret',
        now: demo.clock.now(),
        nonce: crypto.randomUUID(),
      };
      const { token } = await askForPair(
        visit.ask,
        signed(demo.urls.login, '/oauth/initiate.aspx', signing, { oauth_callback: 'oob' }),
      );
      await page.goto(`${demo.urls.login}/oauth/login.aspx?oauth_token=${token}`);
      await press(page, 'Allow');
      await page.waitForURL('**/oauth/answer.aspx?*');
    },
  ],
  [
    'a link that doesn’t work',
    'This link doesn’t work',
    (visit) => visit.page.goto(authorizeUrl(visit, { client_id: 'nobody' })),
  ],
  [
    'way back',
    'This link doesn’t work',
    async (visit) => {
      await visit.context.clearCookies();
      const query = new URLSearchParams({ client_id: 'demo-web', redirect_uri: REDIRECT, response_type: 'token' });
      await at('login', `/oauth2/authorize?${query}`)(visit);
    },
  ],
];

const SESSION = '/webservices/session.asmx';

const PLATFORMS: readonly Stop[] = [
  ['asmx service', 'Session Web Service', at('login', SESSION)],
  ['asmx service of a cluster', 'Session Web Service', at('c1', SESSION)],
  ['asmx operation', 'Session Web Service', at('login', `${SESSION}?op=OAuthLogon`)],
  ['asmx operation with a header', 'Session Web Service', at('c1', `${SESSION}?op=SelectCompany`)],
  ['asmx operation with a list', 'Session Web Service', at('login', `${SESSION}?op=AccessTokenLogon`)],
  ['asmx operation that there is not', 'Session Web Service', at('login', `${SESSION}?op=Nothing`)],
  ['wcf service', 'PwsProjectorServices Service', at('c1', '/OpsProjectorWcfSvc/PwsProjectorServices.svc')],
  ['servicestack operations', 'DigiOffice Gateway Web Services', at('c1', '/api/metadata')],
  ...['xml', 'json', 'jsv', 'csv', 'soap11', 'soap12'].map(
    (format): Stop => [
      `servicestack operation, ${format}`,
      'Authenticate',
      at('c1', `/api/${format}/metadata?op=Authenticate`),
    ],
  ),
  [
    'servicestack operation with credentials',
    'ConvertSessionToToken',
    at('c1', '/api/xml/metadata?op=ConvertSessionToToken'),
  ],
  ['servicestack refusal', 'Authenticate', at('c1', '/api/auth')],
  ['servicestack sign in', 'Log in', at('c1', '/api/login')],
  [
    'servicestack sign in, refused',
    'Log in',
    async ({ page }) => {
      await page.getByLabel('User name or e-mail').fill('ada');
      await page.getByLabel('Password').fill('wrong');
      await press(page, 'Log in');
    },
  ],
  [
    'servicestack answer',
    'Authenticate',
    async (visit) => {
      await visit.page.getByLabel('User name or e-mail').fill('ada');
      await visit.page.getByLabel('Password').fill('ada-demo-pass');
      await press(visit.page, 'Log in');
      await at('c1', '/api/auth')(visit);
    },
  ],
  ['webapi help', 'Help Page', at('c1', '/Help')],
  ['webapi operation', 'POST token', at('c1', '/Help/Api/POST-token')],
  ['an address that leads nowhere', 'There is nothing here', at('c1', '/nowhere')],
];

export const STOPS: readonly Stop[] = [...OWN, ...PLATFORMS];
