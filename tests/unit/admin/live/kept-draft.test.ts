import { forgetDraft, keepDraft, keptDraft } from '../../../../admin/src/utils/kept-draft';

function memory(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

test('what could not be saved is there again, until it is saved', () => {
  const store = memory();
  const kept = { version: 3, fields: { html: '<p>Half a sent</p>' } };
  expect(keptDraft(store, 'a')).toBeNull();
  keepDraft(store, 'a', kept);
  expect(keptDraft(store, 'a')).toEqual(kept);
  expect(keptDraft(store, 'b')).toBeNull();
  forgetDraft(store, 'a');
  expect(keptDraft(store, 'a')).toBeNull();
});

test('what nobody can read counts as nothing, and a full store keeps nothing', () => {
  const store = memory();
  store.setItem('mailroom.unsaved-draft.a', '{"version":');
  expect(keptDraft(store, 'a')).toBeNull();
  const full = {
    ...store,
    setItem: () => {
      throw new Error('full');
    },
  };
  keepDraft(full, 'a', { version: 1, fields: {} });
  expect(keptDraft(store, 'a')).toBeNull();
});
