/** Signing keys: one of each sequence, whoever makes it. */
import assert from 'node:assert/strict';
import type { SigningKey } from '../../core/model/signing-key.ts';
import type { Topic } from './index.ts';

function signingKey(changes: Partial<SigningKey>): SigningKey {
  return {
    id: 'thumbprint',
    algorithm: 'EdDSA',
    sequence: 1,
    publicJwk: '{"kty":"OKP"}',
    sealedPrivate: 'sealed',
    createdAt: 1_800_000_000_000,
    signsFrom: 4_900_000_000_000,
    ...changes,
  };
}

export const keyTests: Topic = {
  'signing keys come back as they were, by algorithm and sequence': async (store) => {
    assert.deepEqual(await store.listSigningKeys(), []);
    const made = [
      signingKey({ id: 'c', algorithm: 'RS256' }),
      signingKey({ id: 'b', sequence: 2 }),
      signingKey({ id: 'a', sequence: 1 }),
      signingKey({ id: 'd', algorithm: 'ES256', sequence: 10 }),
    ];
    for (const key of made) assert.equal(await store.addSigningKey(key), 'added');
    const listed = await store.listSigningKeys();
    assert.deepEqual(
      listed.map(({ id }) => id),
      ['d', 'a', 'b', 'c'],
    );
    assert.deepEqual(listed[2], made[1]);
  },

  'of twenty nodes that make the next key at once one is heard': async (store) => {
    const nodes = Array.from({ length: 20 }, (_, node) => store.addSigningKey(signingKey({ id: `node ${node}` })));
    const outcomes = await Promise.all(nodes);
    assert.equal(outcomes.filter((outcome) => outcome === 'added').length, 1);
    assert.equal((await store.listSigningKeys()).length, 1);
  },

  'a removed key is gone, and removing it again changes nothing': async (store) => {
    await store.addSigningKey(signingKey({}));
    await store.addSigningKey(signingKey({ id: 'other', sequence: 2 }));
    await store.removeSigningKey('thumbprint');
    await store.removeSigningKey('thumbprint');
    assert.deepEqual(
      (await store.listSigningKeys()).map(({ id }) => id),
      ['other'],
    );
  },
};
