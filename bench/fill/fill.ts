/**
 * Fills a database with made-up tokens in a process of its own, before a server opens it: straight into the tables, since issuing ten million
 * of them one by one would take longer than all else together.
 */
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { ACCESS_TOKEN } from '../../src/core/model/secret-form.ts';
import { writeSecret } from '../../src/core/secrets.ts';
import { machineClock } from '../../src/machine/clock.ts';
import { createDice } from '../../src/machine/dice.ts';
import { openStore } from '../../src/store/open-store.ts';
import { answerOrders } from '../child/orders.ts';
import { FINGERPRINTS, familyTexts, knownText, pairTexts } from './fill-texts.ts';

export interface FillPlan {
  readonly url: string;
  /** Tokens in all, half of them access tokens. */
  readonly tokens: number;
  /** Access tokens besides, spread evenly, whose texts are told. */
  readonly known: number;
  /** Instead of a month ahead, let them have expired so that the sweep takes them. */
  readonly isExpired?: boolean;
  /** Tokens of one more family. */
  readonly familyTokens?: number;
}

export interface Filled {
  readonly known: readonly string[];
  /** A token of the large family. */
  readonly ofFamily: string | undefined;
  readonly seconds: number;
}

interface Tables {
  readonly fingerprint: string;
  run(text: string): Promise<unknown>;
  close(): Promise<void>;
}

const SQLITE = 'sqlite:';
const PAIRS_IN_ONE_GO = 50_000;
const DAY_MS = 24 * 3600 * 1000;
const MONTH_MS = 30 * DAY_MS;
/** Bits of an id below its milliseconds. */
const TIME_SHIFT = 21n;

async function openTables(url: string): Promise<Tables> {
  if (!url.startsWith(SQLITE)) {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('set synchronous_commit = off');
    const close = async () => {
      await client.query('vacuum analyze');
      await client.query('checkpoint');
      await client.end();
    };
    return { fingerprint: FINGERPRINTS.postgres, run: (text) => client.query(text), close };
  }
  const database = new DatabaseSync(url.slice(SQLITE.length));
  // What a crash would lose here is made up anew.
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -262144; pragma temp_store = memory',
  );
  const close = async () => {
    database.exec('pragma wal_checkpoint(truncate)');
    database.close();
  };
  return { fingerprint: FINGERPRINTS.sqlite, run: async (text) => database.exec(text), close };
}

async function fill(plan: FillPlan): Promise<Filled> {
  const begun = performance.now();
  const { store } = await openStore(plan.url, machineClock);
  await store.close();
  const tables = await openTables(plan.url);
  const now = machineClock.now();
  const pairs = Math.floor(plan.tokens / 2);
  const issuedAt = now - (plan.isExpired === true ? 3 : 1) * MONTH_MS;
  const firstId = BigInt(issuedAt) << TIME_SHIFT;
  const step = (BigInt(MONTH_MS - DAY_MS) << TIME_SHIFT) / BigInt(Math.max(pairs, 1));
  const firstExpiry = plan.isExpired === true ? now - MONTH_MS : now + DAY_MS;
  const expiryStep = (plan.isExpired === true ? MONTH_MS - 3 * DAY_MS : MONTH_MS) / Math.max(pairs, 1);
  for (let from = 0; from < pairs; from += PAIRS_IN_ONE_GO) {
    const to = Math.min(from + PAIRS_IN_ONE_GO, pairs);
    const span = { from, to, firstId, step, firstExpiry, expiryStep, issuedAt };
    await tables.run('begin');
    for (const text of pairTexts(span, tables.fingerprint)) await tables.run(text);
    await tables.run('commit');
  }

  const dice = createDice();
  const known: string[] = [];
  await tables.run('begin');
  for (let index = 0; index < plan.known; index += 1) {
    const familyId = firstId + step * BigInt(Math.floor((index * pairs) / plan.known));
    const id = familyId + 3n;
    const secret = writeSecret(ACCESS_TOKEN, id, dice.bytes);
    await tables.run(knownText(id, familyId, secret.fingerprint, issuedAt, now + MONTH_MS));
    known.push(secret.text);
  }
  let ofFamily: string | undefined;
  if (plan.familyTokens !== undefined) {
    const id = BigInt(now - DAY_MS / 2) << TIME_SHIFT;
    for (const text of familyTexts(plan.familyTokens, id, issuedAt, tables.fingerprint)) await tables.run(text);
    const secret = writeSecret(ACCESS_TOKEN, id + BigInt(plan.familyTokens) + 1n, dice.bytes);
    const ownId = id + BigInt(plan.familyTokens) + 1n;
    await tables.run(knownText(ownId, id, secret.fingerprint, issuedAt, now + MONTH_MS));
    ofFamily = secret.text;
  }
  await tables.run('commit');
  await tables.close();
  return { known, ofFamily, seconds: (performance.now() - begun) / 1000 };
}

answerOrders({ fill }, undefined);
