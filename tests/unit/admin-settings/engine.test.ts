/** What the settings pages say of jobs, imports, certificates and accounts in trouble. */
import {
  fingerprintIn,
  groupedFingerprint,
} from '../../../admin/src/pages/settings/accounts/certificate-fingerprint';
import { chooseDuration, percentDone } from '../../../admin/src/pages/settings/accounts/history-progress';
import { addFiles } from '../../../admin/src/pages/settings/imports/import-files';
import { cronWords } from '../../../admin/src/pages/settings/jobs/cron-words';
import { attentionReason } from '../../../admin/src/utils/attention';

describe('cron rules in words', () => {
  test.each([
    ['*/30 * * * * *', { kind: 'seconds', count: 30 }],
    ['* * * * * *', { kind: 'seconds', count: 1 }],
    ['0 */5 * * * *', { kind: 'minutes', count: 5 }],
    ['*/5 * * * *', { kind: 'minutes', count: 5 }],
    ['* * * * *', { kind: 'minutes', count: 1 }],
    ['15 */2 * * *', { kind: 'hours', count: 2 }],
    ['0 30 3 * * *', { kind: 'daily', hour: 3, minute: 30 }],
    ['5 0 * * *', { kind: 'daily', hour: 0, minute: 5 }],
  ])('%s', (rule, words) => {
    expect(cronWords(rule)).toEqual(words);
  });

  test.each([
    // 45, then 15 seconds: not every 45 seconds
    '*/45 * * * * *',
    '*/30 5 * * * *',
    '*/5 9 * * *',
    '0 0 3 * * 1',
    '0 0 3 1 * *',
    '0,30 * * * *',
    '0 60 3 * * *',
    '0 30 24 * * *',
    '* * *',
    '',
  ])('"%s" is too special for words', (rule) => {
    expect(cronWords(rule)).toEqual({ kind: 'other' });
  });
});

describe('fingerprints', () => {
  const hex = '0123456789abcdef'.repeat(4);
  const colons = (hex.match(/../g) ?? []).join(':').toUpperCase();

  test('are found in what a server’s check says', () => {
    expect(fingerprintIn(hex)).toBe(hex);
    expect(fingerprintIn(`self-signed certificate; SHA-256 ${colons}.`)).toBe(hex);
    expect(fingerprintIn(`${hex}00`)).toBeNull();
    expect(fingerprintIn('self-signed certificate')).toBeNull();
  });

  test('are shown in groups that can be compared', () => {
    expect(groupedFingerprint(colons.slice(0, 11))).toBe('0123 4567');
    expect(groupedFingerprint(hex).split(' ')).toHaveLength(16);
  });
});

test.each([
  [0, 0, 0],
  [0, 10, 0],
  [999, 1000, 99],
  [1000, 1000, 100],
  // mails were deleted meanwhile
  [12, 10, 100],
])('%i of %i mails are %i percent', (done, total, percent) => {
  expect(percentDone(done, total)).toBe(percent);
});

test.each([
  [0.2, { value: 1, unit: 'second' }],
  [119, { value: 119, unit: 'second' }],
  [120, { value: 2, unit: 'minute' }],
  [5400, { value: 90, unit: 'minute' }],
  [7200, { value: 2, unit: 'hour' }],
  [200_000, { value: 2, unit: 'day' }],
])('%d seconds are %j', (seconds, duration) => {
  expect(chooseDuration(seconds)).toEqual(duration);
});

test('files for an import are taken once each', () => {
  const file = (name: string, size = 1) => ({ name, size });
  const chosen = addFiles([file('a.eml')], [file('a.eml'), file('a.eml', 2), file('b.eml'), file('b.eml')]);
  expect(chosen).toEqual([file('a.eml'), file('a.eml', 2), file('b.eml')]);
});

test.each([
  ['needs-authorization', '2026-01-01T00:00:00.000Z', 'authorization'],
  ['needs-attention', '2026-01-01T00:00:00.000Z', 'stopped'],
  ['ok', '2026-01-01T00:00:00.000Z', 'silent'],
  ['failing', null, 'failing'],
] as const)('an account that is %s and silent since %s is told of as %s', (state, silentSince, reason) => {
  expect(attentionReason({ state, silentSince })).toBe(reason);
});
