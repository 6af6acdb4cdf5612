/**
 * The keys that this process signs with: read from the store, made when it is time, and read again while it serves, because another node may have
 * made the next one.
 */
import {
  type KeySchedule,
  keysOver,
  nextKeyDue,
  SIGNING_ALGORITHMS,
  type SigningAlgorithm,
  type SigningKey,
  signingAt,
} from '../core/model/signing-key.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { KeyMaker } from '../core/ports/key-maker.ts';
import type { Sealing } from '../core/ports/sealing.ts';
import type { SharedKey, Signer } from '../core/ports/signer.ts';
import type { Store } from '../core/ports/store.ts';

import { openSigningKey, type SignJws } from '../machine/sign-jws.ts';

export interface KeyringParts {
  readonly store: Pick<Store, 'listSigningKeys' | 'addSigningKey' | 'removeSigningKey'>;
  readonly clock: Clock;
  readonly maker: KeyMaker;
  readonly sealing: Sealing;
  readonly schedule: KeySchedule;
  readonly sharedKeys: (shared: SharedKey) => SignJws;
}

export interface Keyring {
  readonly signer: Signer;
  /** Reads the keys anew, makes those that are due and forgets those that are over. Runs at start and every minute. */
  keep(): Promise<void>;
}

/** @throws when the store holds keys that were sealed under another server key: signing with new ones would disown what was issued */
export async function openKeyring(parts: KeyringParts): Promise<Keyring> {
  const { store, clock, maker, sealing, schedule, sharedKeys } = parts;
  const opened = new Map<string, SignJws>();
  let keys: readonly SigningKey[] = [];
  let published: { readonly keys: readonly Readonly<Record<string, unknown>>[] } = { keys: [] };

  async function makeDue(algorithm: SigningAlgorithm, now: number): Promise<boolean> {
    const due = nextKeyDue(keys, algorithm, schedule, now);
    if (due === undefined) return false;
    // Lost means that another node made the same one, which is as good.
    await store.addSigningKey({ ...(await maker.make(algorithm)), algorithm, createdAt: now, ...due });
    return true;
  }

  async function keep(): Promise<void> {
    keys = await store.listSigningKeys();
    const now = clock.now();
    const made = await Promise.all(SIGNING_ALGORITHMS.map((algorithm) => makeDue(algorithm, now)));
    const over = keysOver(keys, schedule, now);
    for (const { id } of over) await store.removeSigningKey(id);
    if (made.includes(true) || over.length > 0) keys = await store.listSigningKeys();
    for (const id of opened.keys()) if (!keys.some((key) => key.id === id)) opened.delete(id);
    for (const key of keys) if (!opened.has(key.id)) opened.set(key.id, openKey(key, sealing));
    published = {
      keys: keys.map(({ id, algorithm, publicJwk }) => ({
        ...JSON.parse(publicJwk),
        kid: id,
        alg: algorithm,
        use: 'sig',
      })),
    };
  }

  await keep();
  return {
    keep,
    signer: {
      async sign(claims, { algorithm = 'EdDSA', at = clock.now(), type = 'JWT', shared } = {}) {
        if (shared !== undefined) return sharedKeys(shared)(claims, type);
        const key = signingAt(keys, algorithm, at);
        const signJws = key === undefined ? undefined : opened.get(key.id);
        if (signJws === undefined)
          throw new Error(`There is no key to sign with ${algorithm} at ${new Date(at).toISOString()}.`);
        return signJws(claims, type);
      },
      publicKeys: () => published,
    },
  };
}

function openKey(key: SigningKey, sealing: Sealing): SignJws {
  try {
    return openSigningKey(key, sealing);
  } catch (error) {
    throw new Error(
      'The signing keys in the database were sealed under another server key. Give this node the one that they were made with.',
      {
        cause: error,
      },
    );
  }
}

const KEEP_EVERY_MS = 60_000;

/** Keeps the keys in order until told to stop. A failure is told and tried again at the next turn: the keys at hand go on signing. */
export function startKeeping(keyring: Keyring, onFailure: (error: unknown) => void): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    underWay = underWay.then(keyring.keep).catch(onFailure);
  }, KEEP_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return underWay;
  };
}
