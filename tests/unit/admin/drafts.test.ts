import { draftKey, EMPTY_DRAFT, readDraft, writeDraft, type Draft } from '../../../admin/src/utils/drafts';

class MemoryStorage {
  readonly entries = new Map<string, string>();
  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.entries.set(key, value);
  }
  removeItem(key: string): void {
    this.entries.delete(key);
  }
}

const KEY = draftKey(7, 'case-1');
const written: Draft = { note: 'ask Tom' };

test('a draft comes back as it was written', () => {
  const storage = new MemoryStorage();
  writeDraft(storage, KEY, written);
  expect(readDraft(storage, KEY)).toEqual(written);
});

test('agents who share a browser, and cases, have drafts of their own', () => {
  const storage = new MemoryStorage();
  writeDraft(storage, KEY, written);
  expect(readDraft(storage, draftKey(8, 'case-1'))).toEqual(EMPTY_DRAFT);
  expect(readDraft(storage, draftKey(7, 'case-2'))).toEqual(EMPTY_DRAFT);
});

test('an emptied draft leaves nothing behind', () => {
  const storage = new MemoryStorage();
  writeDraft(storage, KEY, written);
  writeDraft(storage, KEY, EMPTY_DRAFT);
  expect([...storage.entries.keys()]).toEqual([]);
});

test.each(['{broken', 'null', '5', '{"note": 3}'])('a stored %s does no harm', (stored) => {
  const storage = new MemoryStorage();
  storage.setItem(KEY, stored);
  expect(readDraft(storage, KEY)).toEqual(EMPTY_DRAFT);
});

test('a storage that refuses to work does not stop the writer', () => {
  const refusing = {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('full');
    },
    removeItem: () => {
      throw new Error('denied');
    },
  };
  expect(() => writeDraft(refusing, KEY, written)).not.toThrow();
  expect(readDraft(refusing, KEY)).toEqual(EMPTY_DRAFT);
});
