/** That a person may work in a company. */
export interface Membership {
  readonly accountId: number;
  readonly companyId: number;
}
