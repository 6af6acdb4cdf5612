/** Names are unique and found in any case and any composition, and shown as they were given. */
import assert from 'node:assert/strict';
import type { Topic } from './index.ts';
import { newAccount, newClient, ORGANISATION, settle } from './specimens.ts';

/** The same name, spelt differently. */
const SPELLINGS: readonly (readonly [string, string])[] = [
  ['ada', 'ADA'],
  ['Zoë', 'zoe\u0308'],
  ['ÅSA', 'a\u030asa'],
  ['ΑΘΗΝΆ', 'αθηνά'],
  ['Жанна', 'ЖАННА'],
  ['İpek', 'i\u0307pek'],
  ['名前', '名前'],
  ['𐐀𐐀', '𐐨𐐨'],
];

export const nameTests: Topic = {
  'an account is found, and its name taken, in every spelling': async (store) => {
    await store.addOrganisation(ORGANISATION);
    for (const [index, [name, spelling]] of SPELLINGS.entries()) {
      assert.equal(await store.addAccount(newAccount({ id: index + 1, name })), 'added', name);
      assert.equal(await store.addAccount(newAccount({ id: index + 100, name: spelling })), 'taken', spelling);
      for (const organisationCode of [undefined, 'acme']) {
        const found = await store.findAccount({ name: spelling, organisationCode });
        assert.equal(found?.id, index + 1, spelling);
        assert.equal(found?.name, name);
      }
    }
  },

  'organisations and companies are taken in every spelling': async (store) => {
    for (const [index, [code, spelling]] of SPELLINGS.entries()) {
      const id = index + 1;
      assert.equal(await store.addOrganisation({ ...ORGANISATION, id, code }), 'added');
      assert.equal(await store.addOrganisation({ ...ORGANISATION, id: id + 100, code: spelling }), 'taken');
      assert.equal(await store.addCompany({ id, organisationId: 1, code, uuid: undefined }), 'added');
      assert.equal(
        await store.addCompany({ id: id + 100, organisationId: 1, code: spelling, uuid: undefined }),
        'taken',
      );
      assert.equal(
        await store.addCompany({ id: id + 200, organisationId: id, code: `own ${code}`, uuid: undefined }),
        'added',
      );
      assert.equal(await store.addAccount(newAccount({ id, organisationId: id, name: `n${id}` })), 'added');
      const found = await store.findAccount({ name: `N${id}`, organisationCode: spelling });
      assert.equal(found?.organisation.code, code);
    }
  },

  'names that only look alike are different': async (store) => {
    await settle(store);
    for (const [index, name] of ['аda', 'ada ', 'a\u0301da', 'ad%', 'a_a', 'ad\\a'].entries()) {
      assert.equal(await store.addAccount(newAccount({ id: index + 2, name })), 'added', name);
      assert.equal((await store.findAccount({ name }))?.id, index + 2, name);
    }
    assert.equal((await store.findAccount({ name: 'ada' }))?.id, 1);
    assert.equal(await store.findAccount({ name: '%' }), undefined);
    assert.equal(await store.findAccount({ name: "' or ''='" }), undefined);
  },

  'what nobody can be called finds nobody': async (store) => {
    await settle(store);
    for (const name of ['ada\0', '\0', 'a\0da', '', 'x'.repeat(100_000)]) {
      assert.equal(await store.findAccount({ name }), undefined);
      assert.equal(await store.findAccount({ name: 'ada', organisationCode: name }), undefined);
      assert.equal(await store.findClient(name), undefined);
      assert.equal(await store.findDelegation(name), undefined);
    }
  },

  'a name that several organisations have needs the organisation': async (store) => {
    await settle(store);
    await store.addOrganisation({ ...ORGANISATION, id: 2, code: 'OTHER' });
    assert.equal(await store.addAccount(newAccount({ id: 2, organisationId: 2, name: 'Ada' })), 'added');
    assert.equal(await store.findAccount({ name: 'ada' }), undefined);
    assert.equal((await store.findAccount({ name: 'ada', organisationCode: 'ACME' }))?.id, 1);
    assert.equal((await store.findAccount({ name: 'ada', organisationCode: 'other' }))?.id, 2);
    assert.equal(await store.findAccount({ name: 'ada', organisationCode: 'nobody' }), undefined);
    assert.equal(await store.findAccount({ name: 'ada', organisationCode: '' }), undefined);
  },

  'a person is found by e-mail address where that is asked for and nobody has it for a name': async (store) => {
    await store.addOrganisation(ORGANISATION);
    await store.addOrganisation({ ...ORGANISATION, id: 2, code: 'OTHER' });
    const people = [
      { id: 1, name: 'ada', email: 'Ada@Acme.example' },
      { id: 2, name: 'bob', email: undefined },
      { id: 3, name: 'carol', email: 'both@acme.example' },
      { id: 4, name: 'dave', email: 'BOTH@acme.example', organisationId: 2 },
      { id: 5, name: 'ada@acme.example', email: 'other@acme.example', organisationId: 2 },
    ];
    for (const person of people) assert.equal(await store.addAccount(newAccount(person)), 'added');
    const idOf = async (name: string, organisationCode?: string) =>
      (await store.findAccount({ name, organisationCode, orEmail: true }))?.id;
    assert.equal(await idOf('ADA@ACME.EXAMPLE'), 5);
    assert.equal(await idOf('ada@acme.example', 'ACME'), 1);
    assert.equal(await idOf('other@acme.example'), 5);
    assert.equal(await idOf('both@acme.example'), undefined);
    assert.equal(await idOf('both@acme.example', 'other'), 4);
    assert.equal(await idOf('bob'), 2);
    assert.equal(await idOf('nobody@acme.example'), undefined);
    assert.equal(await idOf(''), undefined);
    assert.equal(await store.findAccount({ name: 'other@acme.example' }), undefined);
  },

  'what is taken changes nothing': async (store) => {
    await settle(store);
    assert.equal(await store.addOrganisation({ ...ORGANISATION, code: 'NEW', deactivatedAt: 1 }), 'taken');
    assert.equal(await store.addOrganisation({ ...ORGANISATION, id: 5, deactivatedAt: 1 }), 'taken');
    assert.equal(await store.addAccount(newAccount({ name: 'new' })), 'taken');
    assert.equal(await store.addAccount(newAccount({ id: 5, name: 'ADA', disabledAt: 1 })), 'taken');
    assert.equal(await store.findAccount({ name: 'new' }), undefined);
    const found = await store.findAccount({ name: 'ada' });
    assert.equal(found?.disabledAt, undefined);
    assert.equal(found?.name, 'ada');
    assert.deepEqual(found?.organisation, ORGANISATION);
    await store.addClient(newClient({ name: 'First' }));
    assert.equal(await store.addClient(newClient({ name: 'Second', permits: ['introspection'] })), 'taken');
    assert.deepEqual(await store.findClient('web'), newClient({ name: 'First' }));
  },
};
