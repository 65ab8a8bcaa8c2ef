import { agentChoices, folderChoices } from '../../../admin/src/pages/settings/accounts/choices';
import { dayOfPicker, pickerDate } from '../../../admin/src/pages/settings/accounts/days';

const agent = (id: number, active: boolean) => ({
  id,
  name: `Agent ${id}`,
  email: `${id}@example.com`,
  active,
});

test('inactive agents cannot be chosen, but one who was chosen stays to be seen', () => {
  const agents = [agent(1, true), agent(2, false)];
  expect(agentChoices(agents, agent(3, false)).map(({ value }) => value)).toEqual(['1', '3']);
  expect(agentChoices(agents, agent(1, true)).map(({ value }) => value)).toEqual(['1']);
  expect(agentChoices(agents, null)).toEqual([{ value: '1', label: 'Agent 1 (1@example.com)' }]);
});

test('folders are offered once each, chosen ones even when they were not found', () => {
  expect(folderChoices(['INBOX', 'Sent'], ['Old', 'Sent'])).toEqual(['INBOX', 'Sent', 'Old']);
});

describe('days of the date picker', () => {
  test('a day is shown as that day, which the picker reads in UTC', () => {
    expect(pickerDate('2026-03-05')?.toISOString()).toBe('2026-03-05T00:00:00.000Z');
    expect(pickerDate('')).toBeUndefined();
    expect(pickerDate('5.3.2026')).toBeUndefined();
  });

  test('a picked day is that of the local calendar', () => {
    expect(dayOfPicker(new Date(2026, 2, 5))).toBe('2026-03-05');
    expect(dayOfPicker(new Date(2026, 11, 31, 23, 59))).toBe('2026-12-31');
  });
});
