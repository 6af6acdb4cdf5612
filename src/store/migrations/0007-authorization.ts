/**
 * What clients ask of people in a browser, and what people consented to.
 *
 * A request for authorization lives for minutes and is found by its id. Delegations get an index by person, as connections have one, so that a person can be
 * shown what acts for them and end it.
 */
import type { Migration } from '../migrate.ts';

export const authorization: Migration = {
  number: 7,
  name: 'authorization',
  statements: [
    `create table authorization_requests (
      id bigint primary key,
      browser_fingerprint text not null,
      dialect text not null,
      client_id text not null,
      gives text not null,
      redirect_uri text not null,
      resume_path text not null,
      state text,
      scope text not null,
      challenge text,
      challenge_method text,
      nonce text,
      reference text,
      organisation_code text,
      login_name text,
      prompts text not null,
      max_age_seconds bigint,
      requested_at bigint not null,
      expires_at bigint not null,
      verdict text,
      decided_at bigint,
      account_id bigint,
      session_id bigint,
      authenticated_at bigint,
      completed_at bigint
    )`,
    'create index authorization_requests_by_expiry on authorization_requests (expires_at)',
    `create table consents (
      account_id bigint not null references accounts (id),
      client_id text not null references clients (id),
      scope text not null,
      given_at bigint not null,
      primary key (account_id, client_id)
    )`,
    'alter table codes add column nonce text',
    'alter table codes add column reference text',
    'alter table codes add column authenticated_at bigint',
    'create index delegations_by_account on delegations (account_id)',
  ],
};
