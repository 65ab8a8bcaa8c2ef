/** Which folders are read on servers of different kinds. */
import { planFolders } from '../../../server/src/mailboxes/folder-plan';

const LISTED = [
  { path: 'INBOX', specialUse: '\\Inbox' },
  { path: 'Sent Items', specialUse: '\\Sent' },
  { path: 'Junk', specialUse: '\\Junk' },
  { path: 'Orders' },
];
const GMAIL = [
  { path: 'INBOX', specialUse: '\\Inbox' },
  { path: '[Gmail]/All Mail', specialUse: '\\All' },
  { path: '[Gmail]/Sent Mail', specialUse: '\\Sent' },
  { path: '[Gmail]/Spam', specialUse: '\\Junk' },
  { path: 'Orders' },
];
const mailbox = (folders: readonly string[], watch = false, folder = '') => ({
  folders,
  sent: { watch, folder, store: false },
});
const read = (...args: Parameters<typeof planFolders>) =>
  planFolders(...args).map(({ path, role }) => [path, role]);

test('chosen folders, each once, with what they are for', () => {
  expect(read(mailbox(['inbox', 'INBOX', 'Junk', 'Orders', 'Missing']), LISTED, 'generic')).toEqual([
    ['INBOX', 'inbox'],
    ['Junk', 'junk'],
    ['Orders', 'other'],
    ['Missing', 'other'],
  ]);
});

test.each([
  ['the one the server marks', '', 'Sent Items'],
  ['a chosen one', 'Orders', 'Orders'],
])('a watched Sent folder: %s', (_, folder, path) => {
  expect(read(mailbox(['INBOX'], true, folder), LISTED, 'generic')).toEqual([
    ['INBOX', 'inbox'],
    [path, 'sent'],
  ]);
});

test('on Gmail labels are looked for in All Mail, and only Spam and Trash are folders', () => {
  const plan = planFolders(mailbox(['INBOX', 'Orders', '[Gmail]/Spam'], true), GMAIL, 'gmail');
  expect(plan).toEqual([
    { path: '[Gmail]/All Mail', role: 'all', labels: new Set(['\\Inbox', 'Orders']), sentByLabel: true },
    { path: '[Gmail]/Spam', role: 'junk', labels: null, sentByLabel: false },
  ]);
});

test('on Gmail without All Mail, which a user can hide, the folders themselves are read', () => {
  const hidden = GMAIL.filter(({ specialUse }) => specialUse !== '\\All');
  expect(read(mailbox(['INBOX', 'Orders']), hidden, 'gmail')).toEqual([
    ['INBOX', 'inbox'],
    ['Orders', 'other'],
  ]);
});
