/** A first mail that is being written: what is kept of it, what it begins with, what keeps it from being sent. */
import {
  checkNewMail,
  newMailFrom,
  newMailKey,
  readNewMail,
  writeNewMail,
} from '../../../admin/src/utils/new-mail';

const ACCOUNTS = [{ id: 'support' }, { id: 'sales' }];

function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test('a new mail goes to the proposed address, from the first account, and its case to its writer', () => {
  expect(newMailFrom(null, ACCOUNTS, 'ann@feld.example')).toMatchObject({
    account: 'support',
    to: 'ann@feld.example',
    subject: '',
    assignToMe: true,
    idempotencyKey: null,
  });
});

test('what was written comes back as it was, for this user and record alone, until it is forgotten', () => {
  const storage = memory();
  const written = {
    ...newMailFrom(null, ACCOUNTS, ''),
    account: 'sales',
    text: 'Hello',
    assignToMe: false,
    idempotencyKey: 'a-key',
  };
  const key = newMailKey(1, 'api::contact.contact.ann');
  writeNewMail(storage, key, written);
  // Its own recipients, even none, stand against the proposed one.
  expect(newMailFrom(readNewMail(storage, key), ACCOUNTS, 'ann@feld.example')).toEqual(written);
  expect(readNewMail(storage, newMailKey(2, 'api::contact.contact.ann'))).toBeNull();
  expect(readNewMail(storage, newMailKey(1, ''))).toBeNull();
  writeNewMail(storage, key, null);
  expect(storage.kept.size).toBe(0);
});

test('an account that can no longer be sent from is replaced, nothing else', () => {
  const draft = { ...newMailFrom(null, ACCOUNTS, ''), account: 'gone', text: 'Hello' };
  expect(newMailFrom(draft, ACCOUNTS, '')).toEqual({ ...draft, account: 'support' });
  expect(newMailFrom(draft, [], '').account).toBe('');
});

test.each(['{', '7', 'null', '"text"'])('a stored draft that is none is no draft: %s', (stored) => {
  expect(readNewMail({ getItem: () => stored }, 'key')).toBeNull();
});

test('a storage that refuses loses nothing that is on the screen', () => {
  const refuse = () => {
    throw new Error('full');
  };
  const draft = newMailFrom(null, ACCOUNTS, '');
  expect(() => writeNewMail({ setItem: refuse, removeItem: refuse }, 'key', draft)).not.toThrow();
  expect(readNewMail({ getItem: refuse }, 'key')).toBeNull();
});

test('addresses are read as they are typed; each field says what is wrong with it', () => {
  const mail = newMailFrom(null, ACCOUNTS, 'Ann <ann@feld.example>; ben@feld.example');
  expect(checkNewMail({ ...mail, subject: 'Lamps' })).toEqual({
    to: ['ann@feld.example', 'ben@feld.example'],
    cc: [],
    faults: { to: null, cc: null, subject: null },
  });
  expect(checkNewMail({ ...mail, to: ' ', cc: 'ben, x@y', subject: ' ' }).faults).toEqual({
    to: { kind: 'missing' },
    cc: { kind: 'invalid', addresses: ['ben'] },
    subject: { kind: 'missing' },
  });
});
