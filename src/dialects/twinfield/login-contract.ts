import { enumeration, record } from '../../formats/shape.ts';
import { type AsmxContract, asmxOperation } from '../../platforms/asmx/index.ts';
import { LOGON_RESULTS, nextActionMember, SERVICE_DOC, SERVICE_NAME } from './logon-words.ts';

export type LoginContract = ReturnType<typeof loginContract>;

/** What the login host's session.asmx offers, by its literal WSDL and the seed page. */
export function loginContract(namespace: string) {
  const result = { type: enumeration('LogonResult', namespace, LOGON_RESULTS), required: true } as const;
  const nextAction = nextActionMember(namespace);
  const text = { type: 'string' } as const;
  const header = record('Header', namespace, { SessionID: text, AccessToken: text });
  return {
    name: SERVICE_NAME,
    namespace,
    doc: SERVICE_DOC,
    operations: {
      Logon: asmxOperation(namespace, 'Logon', {
        doc: 'Logs on with the user credentials.',
        parameters: { user: text, password: text, organisation: text },
        results: { LogonResult: result, nextAction, cluster: text },
        inputHeader: undefined,
        outputHeader: header,
      }),
      OAuthLogon: asmxOperation(namespace, 'OAuthLogon', {
        doc: 'Logs on with the OAuth credentials.',
        parameters: { clientToken: text, clientSecret: text, accessToken: text, accessSecret: text },
        results: { OAuthLogonResult: result, nextAction, cluster: text },
        inputHeader: undefined,
        outputHeader: header,
      }),
      AccessTokenLogon: asmxOperation(namespace, 'AccessTokenLogon', {
        doc: 'Creates session based on passed access token and returns its ID and external cluster URL',
        parameters: { accessToken: text },
        results: { AccessTokenLogonResult: result, cluster: text },
        inputHeader: undefined,
        outputHeader: header,
      }),
    },
  } satisfies AsmxContract;
}
