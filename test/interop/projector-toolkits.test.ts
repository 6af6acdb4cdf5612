/** Toolkits of other languages drive every operation, from either layout of the description: what they make of the answers are the values that were meant. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { projectorContract } from '../../src/dialects/projector/contract.ts';
import { REQUESTS } from '../../src/dialects/projector/contract-types.ts';
import type { ProjectorSettings } from '../../src/dialects/projector/settings.ts';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { type Demo, openDemo, type SiteName } from '../support/demo.ts';
import { plantCode } from '../support/plant-code.ts';
import { findInterpreter } from './toolkits/program.ts';
import { type Members, PROGRAMS, startToolkit, type Toolkit } from './toolkits/soap-toolkit.ts';
import { hasMono, startWcfClient } from './toolkits/wcf-client.ts';

const PATH = '/OpsProjectorWcfSvc/PwsProjectorServices.svc';
const PROOF = { ClientIdentifier: SEED_CLIENT.id, ClientSecret: SEED_CLIENT.secret };
/** A ticket left out and one that is nil are the same; some toolkits send a null as the one, some as the other. */
const REFRESH = { ...PROOF, SessionTicket: null, GrantType: 'refresh_token' };
const TICKET = /^[A-Za-z0-9+/]{22}==$/;
const LONG_CODE = /^[\w-]{58}$/;

/** What toolkits make of a value differs in type and in what is around it: its leaves as text, by name. */
function leavesOf(value: unknown): Readonly<Record<string, string>> {
  const leaves: Record<string, string> = {};
  const visit = (name: string, inner: unknown): void => {
    if (typeof inner !== 'object') leaves[name] = String(inner);
    else for (const [key, item] of Object.entries(inner ?? {})) visit(key, item);
  };
  visit('', value);
  return leaves;
}

/** A world, and a toolkit that asks it. */
interface Scene {
  readonly demo: Demo;
  /** @returns the operation's result */
  readonly call: (operation: Operation, request: Members, site?: SiteName) => Promise<Members>;
  /** @returns the fault's text and the leaves of its detail */
  readonly faultOf: (...asked: Parameters<Scene['call']>) => Promise<Members>;
}

type Operation = keyof typeof projectorContract.operations;

type Layout = 'wsdl' | 'singleWsdl';

interface Staging {
  readonly toolkit: Toolkit;
  readonly layout: Layout;
  readonly settings?: Partial<ProjectorSettings>;
}

async function openScene({ toolkit, layout, settings = {} }: Staging): Promise<Scene> {
  const demo = await openDemo({ atFreePorts: true, settings: { projector: settings } });
  await demo.listen();
  const orderOf = (...[operation, request, site = 'c1']: Parameters<Scene['call']>) => ({
    wsdl: `${demo.urls[site]}${PATH}?${layout}`,
    version: '1.1' as const,
    operation,
    parameters: { serviceRequest: request },
    namespaces: [projectorContract.namespace, REQUESTS],
    leading: ['RequestId', 'SessionTicket'],
    action: `${projectorContract.namespace}IPwsProjectorServices/${operation}`,
  });
  return {
    demo,
    call: async (...asked) => {
      const { result } = await toolkit.call(orderOf(...asked));
      return result[`${asked[0]}Result`] === undefined ? result : (result[`${asked[0]}Result`] as Members);
    },
    faultOf: async (...asked) => {
      const { kind, code, text, detail } = await toolkit.faultOf(orderOf(...asked));
      assert.match(kind, /Fault|SOM/);
      assert.match(code, /^(?:s:)?Client$/);
      return { text, ...leavesOf(detail) };
    },
  };
}

interface Cast {
  readonly name: string;
  readonly isHere: boolean;
  readonly layouts: readonly Layout[];
  readonly start: () => Promise<Toolkit>;
}

const CASTS: readonly Cast[] = [
  ...Object.entries(PROGRAMS).map(([name, program]): Cast => {
    const interpreter = findInterpreter(program);
    return {
      name,
      isHere: interpreter !== undefined,
      layouts: ['wsdl', 'singleWsdl'],
      start: () => startToolkit(program, interpreter ?? ''),
    };
  }),
  { name: "Mono's WCF", isHere: hasMono(), layouts: ['singleWsdl'], start: startWcf },
];

async function startWcf(): Promise<Toolkit> {
  const demo = await openDemo({ atFreePorts: true, sites: ['c1'] });
  await demo.listen();
  try {
    return await startWcfClient(`${demo.urls.c1}${PATH}?singleWsdl`);
  } finally {
    await demo.close();
  }
}

for (const { name, isHere, layouts, start } of CASTS) {
  describe(name, { skip: !isHere && `there is no ${name}` }, () => {
    let toolkit: Toolkit;
    before(async () => {
      toolkit = await start();
    });
    after(() => toolkit.close());

    for (const layout of layouts) {
      describe(`from ?${layout}`, () => {
        let scene: Scene;
        before(async () => {
          scene = await openScene({ toolkit, layout });
        });
        after(() => scene.demo.close());

        test('a user logs on, is told who they are, and logs out once', async () => {
          const { demo, call, faultOf } = scene;
          const asked = { RequestId: 7, AccountCode: 'acme', Password: 'ada-demo-pass', UserName: 'ada' };
          const { SessionTicket, ServerTimestampUtc, ...session } = await call('PwsAuthenticate', asked);
          assert.match(String(SessionTicket), TICKET);
          assert.equal(Date.parse(String(ServerTimestampUtc)), demo.clock.now());
          const { Messages, ...told } = leavesOf(session);
          assert.ok(Messages === undefined || Messages === '', 'nothing is to be told');
          assert.deepEqual(told, {
            ResponseId: '7',
            Status: 'Ok',
            AccountCode: 'ACME',
            AccountId: '1',
            AccountUid: '1',
            UserDisplayName: 'Ada',
            UserId: '1',
            UserUid: '1',
            SuperUserFlag: 'true',
            Name: 'ACME',
            EmailAddress: 'ada@acme.example',
          });
          const loggedOut = await call('PwsUnauthenticate', { RequestId: -8, SessionTicket });
          assert.deepEqual([loggedOut.Status, Number(loggedOut.ResponseId)], ['Ok', -8]);
          const text = 'The specified session is not valid or is no longer valid. Please re-establish a session.';
          assert.deepEqual(await faultOf('PwsUnauthenticate', { RequestId: 9, SessionTicket }), {
            text,
            AdditionalErrorText: 'Error -101: InvalidSession',
            ErrorCode: 'InvalidSession',
            ErrorNumber: '-101',
            ErrorText: text,
            Type: 'Error',
            ResponseId: '9',
            ServiceName: 'PwsUnauthenticate',
          });
        });

        test('away from home the client is sent there, and there it gets in', async () => {
          const { demo, call } = scene;
          const asked = { AccountCode: 'ACME', Password: 'judy-demo-pass', UserName: 'judy' };
          const away = await call('PwsAuthenticate', asked);
          assert.deepEqual([away.Status, away.RedirectUrl, away.SessionTicket], ['Ok', demo.urls.c2, undefined]);
          const home = await call('PwsAuthenticate', asked, 'c2');
          assert.equal(home.RedirectUrl, undefined);
          assert.match(String(home.SessionTicket), TICKET);
        });

        test('a code becomes tokens, they are refreshed, revoked, and good for nothing afterwards', async () => {
          const { demo, call, faultOf } = scene;
          const { codeVerifier: CodeVerifier, redirectUri: RedirectUri } = SEED_CLIENT;
          const grant = { ...PROOF, CodeVerifier, GrantType: 'code', RedirectUri };
          const Code = await plantCode(demo, 'ada');
          const { AccessToken, RefreshToken, ServerTimestampUtc, ...tokens } = await call('PwsAcquireOauth2Token', {
            ...grant,
            Code,
          });
          assert.match(String(AccessToken), TICKET);
          assert.match(String(RefreshToken), LONG_CODE);
          assert.equal(Date.parse(String(ServerTimestampUtc)), demo.clock.now());
          const { Messages: _, ...told } = leavesOf(tokens);
          assert.deepEqual(told, {
            ResponseId: '0',
            Status: 'Ok',
            ExpiresInSeconds: '604800',
            MaxLifetimeMinutes: '10080',
            RestServiceAuthority: demo.urls.c1,
            SoapServiceAuthority: demo.urls.c1,
            TimeoutMinutes: '10080',
            TokenType: 'projector_session_ticket',
          });
          const next = await call('PwsAcquireOauth2Token', { ...REFRESH, RefreshToken });
          assert.match(String(next.RefreshToken), LONG_CODE);
          assert.notEqual(next.RefreshToken, RefreshToken);
          const revocation = { ...PROOF, Token: next.RefreshToken };
          assert.equal((await call('PwsRevokeOauth2RefreshToken', revocation)).Status, 'Ok');
          const named = { ...revocation, TokenType: 'refresh_token' };
          assert.equal((await call('PwsRevokeOauth2RefreshToken', named)).Status, 'Ok');
          const again = await faultOf('PwsAcquireOauth2Token', { ...REFRESH, RefreshToken: next.RefreshToken });
          assert.equal(again.text, 'Invalid Grant for Oauth2 Token: "Refresh Token not Found".');
          const ended = await faultOf('PwsUnauthenticate', { SessionTicket: next.AccessToken });
          assert.equal(ended.ErrorNumber, '-101');
          const spent = await faultOf('PwsAcquireOauth2Token', { ...grant, Code });
          assert.equal(spent.ErrorText, 'Invalid Grant for Oauth2 Token: "Code was already Used".');
        });

        test('every error arrives with its number, its code and where it arose', async () => {
          const acquire = 'PwsAcquireOauth2Token' as const;
          const revoke = 'PwsRevokeOauth2RefreshToken' as const;
          const pair = (name: string) => ({ AccountCode: 'ACME', Password: `${name}-demo-pass`, UserName: name });
          const errors: readonly (readonly [Operation, Members, string, string])[] = [
            [acquire, { ...PROOF, GrantType: 'authorization_code' }, '50629', 'OauthUnsupportedGrantType'],
            [acquire, { ...REFRESH, ClientSecret: 'é € <&> "', RefreshToken: 'x' }, '50630', 'OauthInvalidClient'],
            [acquire, { ...REFRESH, RefreshToken: 'x' }, '50631', 'OauthInvalidGrant'],
            [acquire, { ...REFRESH, RefreshToken: '' }, '50632', 'OauthInvalidRequest'],
            [revoke, { ...PROOF, Token: 'x' }, '50632', 'OauthInvalidRequest'],
            [revoke, { ...PROOF, Token: 'x', TokenType: 'access_token' }, '50635', 'OauthUnsupportedTokenType'],
            ['PwsAuthenticate', { ...pair('ada'), Password: 'wrong' }, '10002', 'InvalidCredentials'],
            ['PwsAuthenticate', pair('dave'), '50220', 'WebServicesPermissionDenied'],
            ['PwsUnauthenticate', { SessionTicket: 'x' }, '10004', 'InvalidSessionTicket'],
          ];
          for (const [operation, request, number, code] of errors) {
            const { text, ...fault } = await scene.faultOf(operation, request);
            const { ErrorNumber, ErrorCode, ErrorText, ServiceName } = fault;
            assert.deepEqual([ErrorNumber, ErrorCode, ServiceName], [number, code, operation]);
            assert.equal(ErrorText, text);
          }
        });
      });
    }

    test('errors in the answer itself', async (t) => {
      const { demo, call } = await openScene({ toolkit, layout: 'wsdl', settings: { errorCarrier: 'in-band' } });
      t.after(() => demo.close());
      const gone = await call('PwsUnauthenticate', { RequestId: 5, SessionTicket: 'x' });
      assert.deepEqual([gone.Status, Number(gone.ResponseId)], ['FailSessionInvalid', 5]);
      assert.equal(leavesOf(gone.Messages).ErrorNumber, '10004');
      const refused = await call('PwsAcquireOauth2Token', { ...REFRESH, RefreshToken: 'x' });
      assert.equal(refused.Status, 'Fail');
      assert.equal(refused.AccessToken, undefined);
      assert.equal(Number(refused.ExpiresInSeconds), 0);
      assert.deepEqual(leavesOf(refused.Messages), {
        AdditionalErrorText: 'Error 50631: OauthInvalidGrant',
        ErrorCode: 'OauthInvalidGrant',
        ErrorNumber: '50631',
        ErrorText: 'Invalid Grant for Oauth2 Token: "Refresh Token not Found".',
        Type: 'Error',
      });
    });

    test('a warning beside what was asked for', async (t) => {
      const { demo, call } = await openScene({ toolkit, layout: 'singleWsdl', settings: { poolSize: 1 } });
      t.after(() => demo.close());
      const { codeVerifier: CodeVerifier, redirectUri: RedirectUri } = SEED_CLIENT;
      const grant = { ...PROOF, CodeVerifier, GrantType: 'code', RedirectUri };
      const tokens = await call('PwsAcquireOauth2Token', { ...grant, Code: await plantCode(demo, 'ada') });
      assert.equal(tokens.Status, 'OkWithWarnings');
      assert.match(String(tokens.RefreshToken), LONG_CODE);
      const { ErrorNumber, ErrorCode, Type } = leavesOf(tokens.Messages);
      assert.deepEqual([ErrorNumber, ErrorCode, Type], ['50633', 'OauthConnectionsCulledWarning', 'Warning']);
    });
  });
}
