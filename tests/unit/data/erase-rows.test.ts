import { changesOf } from '../../../server/src/data/people/erase-rows';
import { UIDS } from '../../../server/src/data/uids';
import { eraserOf } from '../../../server/src/domain/anonymise';
import { addressHash } from '../../../server/src/domain/identity';

const NOBODY = 'anonymous-1a@anonymous.invalid';
const { everything } = eraserOf({
  pseudonyms: new Map([['jonas@feld.example', NOBODY]]),
  names: ['Jonas Feldmann'],
});
const column = (name: string, isJson = false) => ({ name, isJson });

test('a row that names nobody does not change', () => {
  const row = { id: 1, subject: 'A parcel', to: [{ name: 'Mia', address: 'mia@wald.example' }], text: null };
  const columns = [column('subject'), column('to', true), column('text')];
  expect(changesOf({ uid: UIDS.email, columns }, row, everything)).toBeNull();
});

test('JSON is read however the driver gives it, and stretches of a changed text are looked for anew', () => {
  const to = [{ name: 'Jonas Feldmann', address: 'Jonas@Feld.example' }];
  const columns = [column('to', true), column('text')];
  const changed = { to: JSON.stringify([{ name: '', address: NOBODY }]), text: 'Dear […]', folds: null };
  for (const stored of [to, JSON.stringify(to)])
    expect(
      changesOf({ uid: UIDS.email, columns }, { id: 1, to: stored, text: 'Dear Jonas' }, everything),
    ).toEqual(changed);
});

test('nothing stays of a name beside an address, nor of the hash by which the address is found', () => {
  const columns = [column('address'), column('name')];
  const row = { id: 1, address: 'jonas@feld.example', name: 'JF (private)' };
  expect(changesOf({ uid: UIDS.correspondent, columns }, row, everything)).toEqual({
    address: NOBODY,
    name: '',
    address_hash: addressHash(NOBODY),
  });
});
