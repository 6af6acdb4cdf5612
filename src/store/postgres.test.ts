import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openDatabases, type PostgresDatabases } from '../../test/support/postgres.ts';
import type { Store } from '../core/ports/store.ts';
import { type Connecting, connect, newPool, whyRevoked } from './conformance/connections.ts';
import { storeConformance } from './conformance/index.ts';
import { INSERT_PAIR, idsOfPairs, once, withPairTable } from './conformance/pair-table.ts';
import {
  NOW,
  newClient,
  newCode,
  newEntry,
  newOpening,
  newToken,
  openFamily,
  settle,
} from './conformance/specimens.ts';
import { openStore } from './open-store.ts';
import { openPostgres } from './postgres.ts';
import type { Claim, Sql } from './sql.ts';
import { takeNodeNumber } from './tables/node-counter.ts';

let databases: PostgresDatabases;
before(async () => {
  databases = await openDatabases();
});
after(() => databases.close());

/** A store of one node; its database goes back when it is closed. */
async function openFresh(): Promise<Store> {
  const url = await databases.fresh();
  const { store } = await openStore(url);
  let closing: Promise<void> | undefined;
  return {
    ...store,
    close: () => {
      closing ??= store.close().then(() => databases.putBack(url));
      return closing;
    },
  };
}

storeConformance('PostgreSQL', openFresh);

describe('PostgreSQL as a driver', () => {
  const withTable = async (run: (sql: Sql) => Promise<void>) =>
    withPairTable(openPostgres(await databases.bare()), run);

  test('a statement without columns answers with a row for each row it changed', () =>
    withTable(async (sql) => {
      for (const id of [1, 2, 3]) assert.equal(await sql.write(() => once(INSERT_PAIR, id, `${id}`)), 1);
      assert.equal(await sql.write(() => once(`${INSERT_PAIR} on conflict do nothing`, 9, '3')), 0);
      assert.equal(await sql.write(() => once('update pair set word = null where id > $1', 1)), 2);
      assert.equal(await sql.write(() => once('delete from pair')), 3);
      assert.equal(await sql.write(() => once('delete from pair')), 0);
    }));

  test('values keep their types, and a parameter may be used twice and in any order', () =>
    withTable(async (sql) => {
      const text = 'select $2::bigint, $1::text, $2::bigint + 0, $3::text';
      const rows = await sql.read({ text, params: ['a', 2n ** 63n - 1n, null] });
      assert.deepEqual(rows, [[2n ** 63n - 1n, 'a', 2n ** 63n - 1n, null]]);
    }));

  test('parameters too few or too many are refused', () =>
    withTable(async (sql) => {
      const text = 'select id from pair where id = $1 and word = $2';
      for (const params of [[], [1], [1, 'a', 'b']]) await assert.rejects(async () => sql.read({ text, params }));
    }));

  test('a unit that throws is undone; its neighbours stay', () =>
    withTable(async (sql) => {
      const outcomes = await Promise.allSettled([
        sql.write(() => once(INSERT_PAIR, 1, 'a')),
        sql.write(function* () {
          yield* once(INSERT_PAIR, 2, 'b');
          throw new Error('second thoughts');
        }),
        sql.write(() => once(INSERT_PAIR, 3, 'a')),
        sql.write(() => once(INSERT_PAIR, 4, 'b')),
      ]);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
      );
      assert.match(String(outcomes[1].status === 'rejected' && outcomes[1].reason), /second thoughts/);
      assert.deepEqual(await idsOfPairs(sql), [1n, 4n]);
    }));

  test('a failure tells which rule was broken and nothing of what was to be stored', () =>
    withTable(async (sql) => {
      await sql.write(() => once(INSERT_PAIR, 1, 'hunter2'));
      await assert.rejects(
        sql.write(() => once(INSERT_PAIR, 2, 'hunter2')),
        (error: Error) => {
          assert.match(error.message, /pair_word_key/);
          assert.doesNotMatch(JSON.stringify({ ...error, message: error.message, stack: error.stack }), /hunter2/);
          return true;
        },
      );
    }));

  test('a text with a NUL in it is not stored and not found, and troubles nobody else', () =>
    withTable(async (sql) => {
      const outcomes = await Promise.allSettled([
        sql.write(() => once(INSERT_PAIR, 1, 'a')),
        sql.write(() => once(INSERT_PAIR, 2, 'a\0')),
        sql.read({ text: 'select id from pair where word = $1', params: ['a\0'] }),
      ]);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      );
      assert.deepEqual(outcomes[2], { status: 'fulfilled', value: [] });
      assert.deepEqual(await idsOfPairs(sql), [1n]);
    }));

  test('a number that is no safe integer is refused, read or written, and troubles nobody else', () =>
    withTable(async (sql) => {
      const text = 'select id from pair where id >= $1';
      const outcomes = await Promise.allSettled([
        sql.read({ text, params: [1] }),
        sql.read({ text, params: [1.5] }),
        sql.read({ text, params: [Number.NaN] }),
        sql.write(() => once(INSERT_PAIR, 2 ** 53, 'a')),
        sql.write(() => once(INSERT_PAIR, 1, 'b')),
      ]);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled'],
      );
    }));

  test('any text and number goes through a set as it goes alone', () =>
    withTable(async (sql) => {
      const words = ['', ' ', 'NULL', 'null', '{}', '"', '\\', '\\"', ',', '{"a",b}', 'é\n\t𝄞', null];
      const many = { text: 'insert into pair (id, word) select * from unnest($1::bigint[], $2::text[])' };
      await sql.write(function* () {
        yield words.map((word, id) => ({ text: INSERT_PAIR, params: [id, word], many }));
      });
      const rows = await sql.read({ text: 'select word from pair order by id', params: [] });
      assert.deepEqual(rows.flat(), words);
    }));

  test('units that claim one id run in the order of asking, others together', () =>
    withTable(async (sql) => {
      await sql.write(() => once(INSERT_PAIR, 0, null));
      const append = (letter: string, claim: Claim) =>
        sql.write(function* () {
          const [row] = yield { text: 'select word from pair where id = $1', params: [0] };
          yield* once('update pair set word = $2 where id = $1', 0, `${row?.[0] ?? ''}${letter}`);
        }, claim);
      await Promise.all([...'abcdefghij'].map((letter, index) => append(letter, [1n, BigInt(index + 2)])));
      assert.deepEqual(await sql.read({ text: 'select word from pair', params: [] }), [['abcdefghij']]);
    }));

  test('two nodes that reach for the same rows crosswise both get through', () =>
    withTable(async (sql) => {
      for (const id of [1, 2]) await sql.write(() => once(INSERT_PAIR, id, `${id}`));
      const move = (first: number, second: number) =>
        sql.write(function* () {
          yield* once('update pair set word = word || $2 where id = $1', first, '+');
          yield* once('select pg_sleep(0.05)');
          yield* once('update pair set word = word || $2 where id = $1', second, '+');
        });
      // Not asked for in one turn, or they would share a transaction.
      const one = move(1, 2);
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      await Promise.all([one, move(2, 1)]);
      assert.deepEqual((await sql.read({ text: 'select word from pair order by id', params: [] })).flat(), [
        '1++',
        '2++',
      ]);
    }));

  test('every text with a set-based form gives a set what it gives one', async () => {
    const store = await openFresh();
    await settle(store);
    const openings = await Promise.all(Array.from({ length: 30 }, () => openFamily(store)));
    const alone: unknown[] = [];
    for (const { access, session } of openings) {
      alone.push(
        await store.findToken(access),
        await store.findTokenById(access.id),
        await store.findSessionById(session.id),
      );
    }
    const together = await Promise.all(
      openings.flatMap(({ access, session }) => [
        store.findToken(access),
        store.findTokenById(access.id),
        store.findSessionById(session.id),
      ]),
    );
    assert.deepEqual(together, alone);
    assert.ok(together.every((one) => one !== undefined));
    await store.close();
  });

  test('the same session or family several times in a set: the last use and the longest stay count', async () => {
    const store = await openFresh();
    await settle(store);
    const { session, family } = await openFamily(store);
    await Promise.all([3, 9, 5].map((ms) => store.useSession(session.id, NOW + ms)));
    assert.equal((await store.findSessionById(session.id))?.session.usedAt, NOW + 9);
    const tokens = [30, 90, 50].map((days) => newToken(family.id, { expiresAt: NOW + days * 86_400_000 }));
    await Promise.all(
      tokens.map((token) => store.convertSession({ sessionId: session.id, closeAt: undefined, token }, newEntry())),
    );
    await store.sweep(NOW + 60 * 86_400_000, 100);
    await store.sweep(NOW + 60 * 86_400_000, 100);
    assert.equal((await store.findTokenById(tokens[1]?.id ?? 0n))?.family.id, family.id);
    await store.close();
  });
});

describe('several nodes over one PostgreSQL database', () => {
  async function openTwo(): Promise<[Store, Store]> {
    const url = await databases.fresh();
    const openOne = () => openStore(url).then(({ store }) => store);
    return Promise.all([openOne(), openOne()]);
  }

  test('four that open an empty database at once: each finds all tables, and has a number of its own', async () => {
    const url = await databases.bare();
    const opened = await Promise.all(Array.from({ length: 4 }, () => openStore(url)));
    assert.deepEqual(new Set(opened.map(({ nodeNumber }) => nodeNumber)), new Set([1, 2, 3, 4]));
    await Promise.all(
      opened.map(({ store }, index) => store.addClient(newClient({ id: `c${index}`, name: `c${index}` }))),
    );
    for (const { store } of opened) {
      for (let index = 0; index < 4; index += 1) assert.equal((await store.findClient(`c${index}`))?.name, `c${index}`);
      await store.close();
    }
  });

  test('many that take a number at once take different ones', async () => {
    const url = await databases.fresh();
    const nodes = Array.from({ length: 3 }, () => openPostgres(url));
    const numbers = await Promise.all(nodes.flatMap((sql) => Array.from({ length: 8 }, () => takeNodeNumber(sql))));
    assert.equal(new Set(numbers).size, 24);
    await Promise.all(nodes.map((sql) => sql.close()));
  });

  test('twenty spenders of one refresh token on two nodes, again and again: one wins each time', async () => {
    const nodes = await openTwo();
    const [one] = nodes;
    await settle(one);
    for (let round = 0; round < 10; round += 1) {
      const { family, refresh } = await openFamily(one);
      const openings = Array.from({ length: 20 }, () => newOpening(family));
      const outcomes = await Promise.all(
        openings.map((next, index) => {
          const rotation = { spentId: refresh.id, at: NOW, refresh: next.refresh, access: next.access };
          return (nodes[index % 2] ?? one).rotate(rotation, newEntry());
        }),
      );
      assert.equal(outcomes.filter((outcome) => outcome === 'won').length, 1);
      const winner = openings[outcomes.indexOf('won')];
      assert.equal((await one.findToken(refresh))?.token.successorId, winner?.refresh.id);
      const issued = await Promise.all(openings.map((next) => one.findTokenById(next.refresh.id)));
      assert.deepEqual(
        issued.flatMap((found) => (found === undefined ? [] : [found.token.id])),
        [winner?.refresh.id],
      );
    }
    await Promise.all(nodes.map((node) => node.close()));
  });

  test('connections into one pool on two nodes at once, again and again: it never holds more than its number', async () => {
    const nodes = await openTwo();
    const [one] = nodes;
    await settle(one);
    const all: Connecting[] = [];
    for (let round = 0; round < 5; round += 1) {
      const connecting = Array.from({ length: 12 }, (_, index) => connect(nodes[index % 2] ?? one, newPool(3)));
      const outcomes = await Promise.all(connecting.map(async (each) => (await each).redeemed));
      assert.deepEqual(new Set(outcomes.map(({ outcome }) => outcome)), new Set(['won']));
      all.push(...(await Promise.all(connecting)));
      const whys = await Promise.all(all.map(({ opening }) => whyRevoked(one, opening)));
      assert.equal(whys.filter((why) => why === undefined).length, 3);
    }
    await Promise.all(nodes.map((node) => node.close()));
  });

  test('many families rotated, redeemed and revoked on both nodes at once: each is decided once', async () => {
    const nodes = await openTwo();
    const [one] = nodes;
    await settle(one);
    const opened = await Promise.all(Array.from({ length: 40 }, () => openFamily(one)));
    const codes = Array.from({ length: 20 }, () => newCode());
    await Promise.all(codes.map((code) => one.addCode(code, newEntry())));
    const asked = nodes.flatMap((node, side) => {
      // The nodes go through them from opposite ends.
      const ordered = side === 0 ? opened : opened.toReversed();
      return [
        ...ordered.map(({ family, refresh }) => {
          const next = newOpening(family);
          return node.rotate({ spentId: refresh.id, at: NOW, refresh: next.refresh, access: next.access }, newEntry());
        }),
        ...ordered.map(({ family }) => node.revokeFamily(family.id, 'asked', NOW, newEntry())),
        ...(side === 0 ? codes : codes.toReversed()).map((code) =>
          node.redeemCode({ ...newOpening(), codeId: code.id, at: NOW }, newEntry()).then(({ outcome }) => outcome),
        ),
      ];
    });
    const outcomes = await Promise.all(asked);
    const winners = (from: number, to: number) =>
      [...outcomes.slice(from, to), ...outcomes.slice(100 + from, 100 + to)].filter((outcome) => outcome === 'won')
        .length;
    assert.ok(winners(0, 40) <= 40);
    assert.equal(winners(40, 80), 40);
    assert.equal(winners(80, 100), 20);
    for (const { refresh } of opened) {
      const found = await one.findToken(refresh);
      assert.notEqual(found?.family.revokedAt, undefined);
      const successor = found?.token.successorId;
      if (successor !== undefined) assert.equal((await one.findTokenById(successor))?.token.kind, 'refresh');
    }
    await Promise.all(nodes.map((node) => node.close()));
  });

  test('two that sweep at once delete every row once, and end when nothing is left', async () => {
    const nodes = await openTwo();
    const [one] = nodes;
    await settle(one);
    await Promise.all(Array.from({ length: 30 }, () => openFamily(one)));
    const sweepAll = async (node: Store) => {
      let deleted = 0;
      for (;;) {
        const count = await node.sweep(Number.MAX_SAFE_INTEGER, 7);
        deleted += count;
        if (count < 7) return deleted;
      }
    };
    const counts = await Promise.all(nodes.map(sweepAll));
    assert.equal((counts[0] ?? 0) + (counts[1] ?? 0), 30 * 4);
    await Promise.all(nodes.map((node) => node.close()));
  });
});
