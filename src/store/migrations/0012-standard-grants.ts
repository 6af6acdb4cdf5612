/**
 * What the standard grants keep between two requests: a question that a client deposits before it sends a browser, and a connection that is asked for on
 * one device and decided on another. A question to a person, and the code that comes of it, carry the resources and the key that the tokens will be for.
 */
import type { Migration } from '../migrate.ts';

export const standardGrants: Migration = {
  number: 12,
  name: 'standard grants',
  statements: [
    'alter table authorization_requests add column audience text',
    'alter table authorization_requests add column bound_to text',
    'alter table codes add column audience text',
    'alter table codes add column bound_to text',
    `create table deposits (
      id bigint primary key,
      fingerprint text not null,
      client_id text not null,
      question text not null,
      bound_to text,
      expires_at bigint not null
    )`,
    'create index deposits_by_expiry on deposits (expires_at)',
    // Few and short-lived, so an index on a random value costs little.
    `create table device_grants (
      id bigint primary key,
      fingerprint text not null,
      user_code_fingerprint text not null unique,
      client_id text not null,
      scope text not null,
      audience text,
      interval_seconds bigint not null,
      polled_at bigint,
      expires_at bigint not null,
      verdict text,
      decided_at bigint,
      account_id bigint,
      authenticated_at bigint,
      spent_at bigint,
      family_id bigint
    )`,
    'create index device_grants_by_expiry on device_grants (expires_at)',
  ],
};
