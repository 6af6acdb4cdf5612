import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newClient } from './conformance/specimens.ts';
import { keepClients } from './kept-clients.ts';
import { openStore } from './open-store.ts';

const CLIENT = newClient({ id: 'app', permits: ['refresh'] });

async function counted(keptMs: number) {
  const { store } = await openStore(':memory:');
  let asked = 0;
  let now = 0;
  const counting = {
    ...store,
    findClient: (id: string) => {
      asked += 1;
      return store.findClient(id);
    },
  };
  const kept = keepClients(counting, { now: () => now }, keptMs);
  return { kept, asked: () => asked, move: (ms: number) => (now += ms), close: () => store.close() };
}

test('a client is asked for once while it is kept, and again when its time is over', async () => {
  const { kept, asked, move, close } = await counted(1000);
  await kept.addClient(CLIENT);
  assert.deepEqual(await kept.findClient('app'), CLIENT);
  assert.deepEqual(await kept.findClient('app'), CLIENT);
  assert.equal(asked(), 1);
  move(1000);
  assert.deepEqual(await kept.findClient('app'), CLIENT);
  assert.equal(asked(), 2);
  await close();
});

test('absence is not kept: a client added later is found at once', async () => {
  const { kept, close } = await counted(Number.POSITIVE_INFINITY);
  assert.equal(await kept.findClient('app'), undefined);
  await kept.addClient(CLIENT);
  assert.deepEqual(await kept.findClient('app'), CLIENT);
  await close();
});
