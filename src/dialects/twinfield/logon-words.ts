import { enumeration } from '../../formats/shape.ts';

/** How a logon ended on the login host, in the order of the seed page. */
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

/** How a logon ended on a cluster: its WSDL knows the first eight words only. */
export const CLUSTER_LOGON_RESULTS = [
  'Ok',
  'Blocked',
  'Untrusted',
  'Invalid',
  'Deleted',
  'Disabled',
  'OrganisationInactive',
  'ClientInvalid',
] as const satisfies readonly LogonResult[];
export type ClusterLogonResult = (typeof CLUSTER_LOGON_RESULTS)[number];

/** What the person must still do on the cluster before the session opens anything. */
export const LOGON_ACTIONS = ['None', 'SMSLogon', 'ChangePassword'] as const;
export type LogonAction = (typeof LOGON_ACTIONS)[number];

export const SERVICE_NAME = 'Session';
export const SERVICE_DOC = 'Twinfield session web service methods.';

/** The out parameter that both contracts have, in a namespace of the operator's. */
export function nextActionMember(namespace: string) {
  return { type: enumeration('LogonAction', namespace, LOGON_ACTIONS), required: true } as const;
}
