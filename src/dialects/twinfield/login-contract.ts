import { enumeration, record } from '../../formats/shape.ts';
import { type AsmxContract, asmxOperation } from '../../platforms/asmx/index.ts';

/** How a logon ended, in the order of the seed page. */
export const LOGON_RESULTS = [
  'Ok',
  'Blocked',
  'Untrusted',
  'Invalid',
  'Deleted',
  'Disabled',
  'OrganisationInactive',
  'ClientInvalid',
  'Failed',
  'TokenInvalid',
  'NoAvailableCompanies',
  'OAuth2AuthenticationRequired',
] as const;
export type LogonResult = (typeof LOGON_RESULTS)[number];

/** What the person must still do on the cluster before the session opens anything. */
export const LOGON_ACTIONS = ['None', 'SMSLogon', 'ChangePassword'] as const;
export type LogonAction = (typeof LOGON_ACTIONS)[number];

export type LoginContract = ReturnType<typeof loginContract>;

/** What the login host's session.asmx offers, by its literal WSDL and the seed page. */
export function loginContract(namespace: string) {
  const logonResult = enumeration('LogonResult', namespace, LOGON_RESULTS);
  const nextAction = { type: enumeration('LogonAction', namespace, LOGON_ACTIONS), required: true };
  const text = { type: 'string' } as const;
  const header = record('Header', namespace, { SessionID: text, AccessToken: text });
  return {
    name: 'Session',
    namespace,
    doc: 'Twinfield session web service methods.',
    operations: {
      Logon: asmxOperation(namespace, 'Logon', {
        doc: 'Logs on with the user credentials.',
        parameters: { user: text, password: text, organisation: text },
        results: { LogonResult: { type: logonResult, required: true }, nextAction, cluster: text },
        inputHeader: undefined,
        outputHeader: header,
      }),
      OAuthLogon: asmxOperation(namespace, 'OAuthLogon', {
        doc: 'Logs on with the OAuth credentials.',
        parameters: { clientToken: text, clientSecret: text, accessToken: text, accessSecret: text },
        results: { OAuthLogonResult: { type: logonResult, required: true }, nextAction, cluster: text },
        inputHeader: undefined,
        outputHeader: header,
      }),
    },
  } satisfies AsmxContract;
}
