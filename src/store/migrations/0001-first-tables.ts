/**
 * The first tables.
 *
 * Families, sessions, tokens, codes and audit entries are written with every answer. Their ids run in time order, so rows are appended; they have no
 * secondary index on a random value but the partial ones for secrets whose form has no room for an id; and no foreign keys, since
 * a row is only ever written together with the rows it names and checking would need an index on each of those columns.
 * Expiries grow with time too, so the indexes that the sweep reads are appended to as well.
 */
import type { Migration } from '../migrate.ts';

export const firstTables: Migration = {
  number: 1,
  name: 'first tables',
  statements: [
    `create table organisations (
      id bigint primary key,
      code text not null,
      code_folded text not null unique,
      deactivated_at bigint,
      modern_logon_only_at bigint
    )`,
    `create table companies (
      id bigint primary key,
      organisation_id bigint not null references organisations (id),
      code text not null,
      code_folded text not null,
      unique (organisation_id, code_folded)
    )`,
    // The name comes first in the constraint, so that its index also finds a person named without an organisation.
    `create table accounts (
      id bigint primary key,
      organisation_id bigint not null references organisations (id),
      name text not null,
      name_folded text not null,
      display_name text not null,
      email text,
      role text not null,
      home_site text not null,
      password_hash text not null,
      must_change_password_at bigint,
      second_step text,
      phone text,
      disabled_at bigint,
      deleted_at bigint,
      trusted_networks text not null,
      unique (name_folded, organisation_id)
    )`,
    `create table memberships (
      account_id bigint not null references accounts (id),
      company_id bigint not null references companies (id),
      primary key (account_id, company_id)
    )`,
    `create table clients (
      id text primary key,
      name text not null,
      secret_fingerprint text,
      permits text not null,
      redirect_uris text not null,
      scopes text not null,
      disabled_at bigint
    )`,
    `create table delegations (
      id text primary key,
      secret_fingerprint text not null,
      client_id text not null references clients (id),
      account_id bigint not null references accounts (id),
      created_at bigint not null,
      ended_at bigint
    )`,
    // ends_at: nothing that descends from the family expires later. It lets the sweep find families that are over without asking
    // which tokens they have, which would take an index on tokens (family_id) that every rotation writes at a random place.
    `create table families (
      id bigint primary key,
      account_id bigint,
      client_id text,
      origin text not null,
      opened_at bigint not null,
      revoked_at bigint,
      revoked_why text,
      ends_at bigint not null
    )`,
    'create index families_by_end on families (ends_at)',
    `create table sessions (
      id bigint primary key,
      fingerprint text,
      lookup text,
      family_id bigint not null,
      account_id bigint not null,
      site text not null,
      device_key text,
      opened_at bigint not null,
      idle_seconds bigint,
      used_at bigint not null,
      expires_at bigint not null,
      closed_at bigint,
      owes text
    )`,
    'create unique index sessions_by_lookup on sessions (lookup) where lookup is not null',
    'create index sessions_by_expiry on sessions (expires_at)',
    `create table tokens (
      id bigint primary key,
      kind text not null,
      fingerprint text not null,
      lookup text,
      family_id bigint not null,
      session_id bigint,
      scope text not null,
      issued_at bigint not null,
      expires_at bigint not null,
      spent_at bigint,
      successor_id bigint,
      successor_access_id bigint
    )`,
    'create unique index tokens_by_lookup on tokens (lookup) where lookup is not null',
    'create index tokens_by_expiry on tokens (expires_at)',
    // A person's consent stands before each code and the sweep keeps them few, so an index on a random value costs nothing here.
    `create table codes (
      id bigint primary key,
      fingerprint text not null unique,
      client_id text not null,
      account_id bigint not null,
      redirect_uri text not null,
      challenge text,
      challenge_method text,
      scope text not null,
      expires_at bigint not null,
      spent_at bigint,
      family_id bigint
    )`,
    'create index codes_by_expiry on codes (expires_at)',
    `create table audit_entries (
      id bigint primary key,
      at bigint not null,
      operation text not null,
      outcome text not null,
      dialect text not null,
      site text not null,
      address text not null,
      account_id bigint,
      client_id text,
      family_id bigint
    )`,
    'create table node_counter (id bigint primary key, next_number bigint not null)',
    'insert into node_counter (id, next_number) values (1, 0)',
  ],
};
