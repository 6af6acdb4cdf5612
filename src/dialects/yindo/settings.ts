/** What a deployment may turn in the Yindo dialect. */
export interface YindoSettings {
  /** How long an access token and its session last, in seconds. The framework's own template has 14 days. */
  readonly accessLifetimeSeconds: number;
  /** Tell `.issued` and `.expires` after the members that the documentation lists, as the framework's template does. */
  readonly ticketDates: boolean;
  /** Read every token request as a form and answer it in JSON, whatever its verb and headers say, as the framework does. */
  readonly formOnly: boolean;
  readonly tokenPath: string;
  /** Of what the token opens: the calls about its own person begin with it. */
  readonly mePath: string;
  readonly helpPath: string;
  /** Of the types, as DataContract names them. */
  readonly namespace: string;
}

export const YINDO_DEFAULTS: YindoSettings = {
  accessLifetimeSeconds: 14 * 24 * 3600,
  ticketDates: false,
  formOnly: false,
  tokenPath: '/token',
  mePath: '/me',
  helpPath: '/Help',
  namespace: 'http://schemas.datacontract.org/2004/07/Yindo.DAL.Types',
};
