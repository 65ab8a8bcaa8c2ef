import { portalAccess, shownName, type PortalCaller } from '../../../server/src/domain/portal';

const NADIA: PortalCaller = { kind: 'user', name: 'nadia', address: 'Nadia@Feld.example', confirmed: true };
const PROVEN = { confirmsAddresses: true, trustAddresses: false };
const NOTHING = { confirmsAddresses: false, trustAddresses: false };

test('a user stands for the address that something proves to be theirs', () => {
  const granted = { kind: 'granted', requester: { name: 'nadia', address: 'nadia@feld.example' } };
  expect(portalAccess(NADIA, PROVEN)).toEqual(granted);
  expect(portalAccess(NADIA, { confirmsAddresses: false, trustAddresses: true })).toEqual(granted);
});

test.each([
  [{ kind: 'public' }, PROVEN, 'no-user'],
  [{ kind: 'token' }, PROVEN, 'no-user'],
  [{ ...NADIA, address: '' }, PROVEN, 'no-address'],
  [{ ...NADIA, address: 'nadia' }, PROVEN, 'no-address'],
  [{ ...NADIA, address: 'n@feld.example' }, NOTHING, 'unproven-addresses'],
  [{ ...NADIA, address: 'n@feld.example', confirmed: false }, PROVEN, 'unconfirmed'],
  [
    { ...NADIA, address: 'n@feld.example', confirmed: false },
    { confirmsAddresses: false, trustAddresses: true },
    'unconfirmed',
  ],
] as const)('%j is refused', (caller, trust, why) => {
  expect(portalAccess(caller, trust)).toEqual({ kind: 'refused', why });
});

test('a name that is an address is not shown', () => {
  expect(shownName(' Lena Berg ')).toBe('Lena Berg');
  expect(shownName('lena@agents.example')).toBe('');
});
