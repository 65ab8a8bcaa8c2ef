/** Stored accounts for the tests of the account form. */
import { USUAL_AUTO_REPLY_LIMITS } from '../../../server/src/domain/auto-reply-limits';
import type {
  GroupAccountDetail,
  MailboxHealth,
  OwnAccountDetail,
  PersonalAccountDetail,
  ServerSettings,
} from '../../../server/src/api/contracts';

const health: MailboxHealth = {
  state: 'ok',
  lastCheckedAt: null,
  lastSuccessAt: null,
  lastMailAt: null,
  nextTryAt: null,
  failures: 0,
  problem: null,
  pushSince: null,
  silentSince: null,
  history: null,
};

const server = (host: string, port: number): ServerSettings => ({
  host,
  port,
  security: 'tls',
  user: 'support@example.com',
  secretSet: true,
});

const ana = { id: 7, name: 'Ana', email: 'ana@example.com', active: true };
const mailbox: Omit<PersonalAccountDetail, 'owner'> = {
  id: 'account',
  name: 'Support',
  address: 'support@example.com',
  active: true,
  imap: server('imap.example.com', 993),
  smtp: server('smtp.example.com', 465),
  folders: ['INBOX', 'INBOX/Orders'],
  authentication: 'password',
  oauthProvider: null,
  authorizedAt: null,
  readState: 'mark-as-read',
  push: true,
  history: { import: true, since: '2026-03-05T00:00:00.000Z', opensCases: true },
  sent: { folder: 'Sent', watch: true, store: false },
  certificateFingerprint: 'ab'.repeat(32),
  silenceAlarmHours: 48,
  certificateAuthority: '',
  fromName: 'Support team',
  signature: 'Kind regards\n',
  health,
};

export const groupAccount: GroupAccountDetail = {
  ...mailbox,
  sendsNotifications: false,
  teams: [{ id: 'team-1', name: 'First line', color: '#7b79ff' }],
  shared: false,
  createCase: true,
  distribution: 'direct-assignment',
  directAssignee: ana,
  targetTeam: null,
  retention: { sources: 6, attachments: null, bodies: null, mails: 60 },
  threading: {
    plusAddressing: true,
    subjectTag: '#',
    sameSubjectDays: null,
    closedCasePolicy: 'reopen-within',
    closedCaseDays: 14,
    foreignReferences: [{ sender: '*@service.example', pattern: 'INC#' }],
  },
  autoReply: {
    active: true,
    template: { id: 'template-1', name: 'We have it' },
    limits: { ...USUAL_AUTO_REPLY_LIMITS, perAddressHours: 12 },
  },
};

export const personalAccount: PersonalAccountDetail = { ...mailbox, owner: ana };

export const ownAccount: OwnAccountDetail = {
  ...mailbox,
  folder: 'folder-1',
  folderMap: [
    { path: 'INBOX/Orders', folder: 'folder-2' },
    { path: 'Gone', folder: 'folder-3' },
  ],
};
