import { enumeration, record } from '../../formats/shape.ts';
import { type AsmxContract, asmxOperation } from '../../platforms/asmx/index.ts';
import { CLUSTER_LOGON_RESULTS, nextActionMember, SERVICE_DOC, SERVICE_NAME } from './logon-words.ts';

/** How a second step ended. */
export const SMS_LOGON_RESULTS = ['Ok', 'Invalid', 'TimeOut', 'Disabled'] as const;
export type SmsLogonResult = (typeof SMS_LOGON_RESULTS)[number];

export const CHANGE_PASSWORD_RESULTS = ['Ok', 'Invalid', 'NotDifferent', 'NotSecure', 'Disabled'] as const;
export type ChangePasswordResult = (typeof CHANGE_PASSWORD_RESULTS)[number];

export const SELECT_COMPANY_RESULTS = ['Ok', 'Invalid'] as const;
export type SelectCompanyResult = (typeof SELECT_COMPANY_RESULTS)[number];

export type ClusterContract = ReturnType<typeof clusterContract>;

/** What a cluster's session.asmx offers, by its literal WSDL: the same file name as on the login host, another contract. */
export function clusterContract(namespace: string) {
  const text = { type: 'string' } as const;
  const header = record('Header', namespace, {
    SessionID: text,
    AccessToken: text,
    CompanyCode: text,
    CompanyId: { type: 'guid', required: true, nillable: true },
  });
  const nextAction = nextActionMember(namespace);
  const oneOf = <const V extends string>(name: string, values: readonly V[]) =>
    ({ type: enumeration(name, namespace, values), required: true }) as const;
  const withSession = { inputHeader: header, outputHeader: undefined };
  return {
    name: SERVICE_NAME,
    namespace,
    doc: SERVICE_DOC,
    operations: {
      Logon: asmxOperation(namespace, 'Logon', {
        doc: 'Logs on with the user credentials.',
        parameters: { user: text, password: text, organisation: text },
        results: { LogonResult: oneOf('LogonResult', CLUSTER_LOGON_RESULTS), nextAction, cluster: text },
        inputHeader: undefined,
        outputHeader: header,
      }),
      SmsLogon: asmxOperation(namespace, 'SmsLogon', {
        doc: 'Logs on with the sms code.',
        parameters: { smsCode: text },
        results: { SmsLogonResult: oneOf('SMSLogonResult', SMS_LOGON_RESULTS), nextAction },
        ...withSession,
      }),
      SmsSendCode: asmxOperation(namespace, 'SmsSendCode', {
        doc: 'Sends the sms code.',
        parameters: {},
        results: { SmsSendCodeResult: { type: 'int', required: true } },
        ...withSession,
      }),
      ChangePassword: asmxOperation(namespace, 'ChangePassword', {
        doc: 'Changes the password.',
        parameters: { currentPassword: text, newPassword: text },
        results: { ChangePasswordResult: oneOf('ChangePasswordResult', CHANGE_PASSWORD_RESULTS), nextAction },
        ...withSession,
      }),
      SelectCompany: asmxOperation(namespace, 'SelectCompany', {
        doc: 'Selects a company.',
        parameters: { company: text },
        results: { SelectCompanyResult: oneOf('SelectCompanyResult', SELECT_COMPANY_RESULTS) },
        ...withSession,
      }),
      KeepAlive: asmxOperation(namespace, 'KeepAlive', {
        doc: 'Keeps the session alive.',
        parameters: {},
        results: {},
        ...withSession,
      }),
      Abandon: asmxOperation(namespace, 'Abandon', {
        doc: 'Abandons the session.',
        parameters: {},
        results: {},
        ...withSession,
      }),
      GetRole: asmxOperation(namespace, 'GetRole', {
        doc: "Gets the session's user role.",
        parameters: {},
        results: { GetRoleResult: text },
        ...withSession,
      }),
    },
  } satisfies AsmxContract;
}
