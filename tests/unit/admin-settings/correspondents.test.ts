import type { CorrespondentView } from '../../../server/src/api/contracts';
import { changeOf, marksOf, needsReason } from '../../../admin/src/pages/settings/correspondents/marks';

const stored: CorrespondentView = {
  id: 'a',
  address: 'jonas@feld.example',
  name: 'Jonas Feld',
  language: 'de',
  blocked: false,
  suppressed: true,
  suppressedReason: '550 No such user',
  robot: false,
  remoteImages: true,
};
const marks = marksOf(stored);

test('only what was changed is sent, with the reason as far as there is one', () => {
  expect(changeOf(stored, marks, 'Just so')).toBeNull();
  expect(changeOf(stored, { ...marks, blocked: true }, '  ')).toEqual({ blocked: true });
  expect(changeOf(stored, { ...marks, suppressed: false, robot: true }, ' New mailbox ')).toEqual({
    suppressed: false,
    robot: true,
    reason: 'New mailbox',
  });
});

test('a reason is needed to say that mail does not reach an address, not to take it back', () => {
  expect(needsReason({ ...stored, suppressed: false }, marks)).toBe(true);
  expect(needsReason(stored, marks)).toBe(false);
  expect(needsReason(stored, { ...marks, suppressed: false })).toBe(false);
});
