import type { NewAccount } from '../../core/ports/store.ts';

/** The moment from which what is marked in the demo world counts as done: 1 January 2026. */
export const LONG_AGO = Date.UTC(2026, 0, 1);

export const ACME = 1;
export const DORMANT = 2;
export const MODERN = 3;

export const ORGANISATIONS = [
  { id: ACME, code: 'ACME', deactivatedAt: undefined, modernLogonOnlyAt: undefined },
  { id: DORMANT, code: 'DORMANT', deactivatedAt: LONG_AGO, modernLogonOnlyAt: undefined },
  { id: MODERN, code: 'MODERN', deactivatedAt: undefined, modernLogonOnlyAt: LONG_AGO },
];

export const COMPANIES = [
  { id: 1, organisationId: ACME, code: 'ACME-NL', uuid: '7f9c24e8-3b12-4fef-91e0-a02dd5f4d1ab' },
  { id: 2, organisationId: ACME, code: 'ACME-UK', uuid: 'c0a80001-0000-4000-8000-000000000002' },
  { id: 3, organisationId: DORMANT, code: 'DORMANT', uuid: 'c0a80001-0000-4000-8000-000000000003' },
  { id: 4, organisationId: MODERN, code: 'MODERN', uuid: 'c0a80001-0000-4000-8000-000000000004' },
];

/** A person of the demo world before the password is hashed. */
export interface Person
  extends Omit<NewAccount, 'id' | 'passwordHash' | 'passwordChange' | 'displayName' | 'phone' | 'email'> {
  readonly password: string;
  readonly belongsToCompanies: boolean;
}

type Particulars = Partial<Omit<Person, 'name'>>;

function person(name: string, particulars: Particulars = {}): Person {
  return {
    name,
    organisationId: ACME,
    role: 'employee',
    homeSite: 'c1',
    password: `${name}-demo-pass`,
    mustChangePasswordAt: undefined,
    secondStep: undefined,
    disabledAt: undefined,
    deletedAt: undefined,
    trustedNetworks: [],
    belongsToCompanies: true,
    ...particulars,
  };
}

/** In the order of their ids, which count from 1. */
export const PEOPLE: readonly Person[] = [
  person('ada', { role: 'administrator' }),
  person('bob', { mustChangePasswordAt: LONG_AGO }),
  person('carol', { secondStep: 'sms' }),
  person('dave', { disabledAt: LONG_AGO }),
  person('erin', { deletedAt: LONG_AGO }),
  person('frank', { organisationId: DORMANT }),
  person('grace', { belongsToCompanies: false }),
  person('heidi', { trustedNetworks: ['10.0.0.0/8'] }),
  person('ivan', { organisationId: MODERN }),
  person('judy', { homeSite: 'c2' }),
  person('theuser', { password: 'thepass' }),
];
