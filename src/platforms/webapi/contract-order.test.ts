import assert from 'node:assert/strict';
import { test } from 'node:test';
import { list, record } from '../../formats/shape.ts';
import { inContractOrder } from './contract-order.ts';

test('members stand in the ordinal order of their names, those of a base before them, those inside too', () => {
  const inner = record('Inner', 'urn:x', { b: { type: 'string' }, a: { type: 'int' } });
  const outer = record(
    'Outer',
    'urn:x',
    {
      userName: { type: 'string', required: true },
      userID: { type: 'string' },
      _a: { type: inner },
      Z: { type: list('ArrayOfInner', 'urn:x', 'Inner', inner) },
    },
    inner,
  );
  const ordered = inContractOrder(outer);
  assert.deepEqual(Object.keys(ordered.members), ['Z', '_a', 'userID', 'userName']);
  assert.equal(ordered.members.userName.required, true);
  assert.deepEqual(Object.keys(ordered.base.members), ['a', 'b']);
  assert.deepEqual(Object.keys(ordered.members._a.type.members), ['a', 'b']);
  assert.deepEqual(Object.keys(ordered.members.Z.type.item.members), ['a', 'b']);
  assert.deepEqual(Object.keys(inner.members), ['b', 'a']);
});
