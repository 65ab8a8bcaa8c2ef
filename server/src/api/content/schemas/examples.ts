/** One of each thing that apps get, for the OpenAPI document. Invented; a test holds them against the schemas. */

const team = { documentId: 'h5r1t9w3y7u2i6o0p4a8sdfg', name: 'Support', color: '#4945ff' };
const account = {
  documentId: 'q1w9e3r7t2y6u0i4o8p5asdf',
  name: 'Support',
  address: 'support@shop.example',
};
const caseName = {
  documentId: 'k2v0h9f3s1c7x5b8n4m6q0aa',
  number: 42,
  subject: 'The lamp flickers',
  status: 'assigned',
};
const attachment = {
  documentId: 'z3x7c1v5b9n2m6a0s4d8fghj',
  name: 'lamp.jpg',
  type: 'image/jpeg',
  size: 48_213,
  inline: false,
  contentId: null,
};
const server = {
  host: 'mail.shop.example',
  port: 993,
  security: 'tls',
  user: 'support@shop.example',
  secretSet: true,
};
const mailbox = {
  active: true,
  fromName: 'Lamp Shop Support',
  signature: '<p>Your Lamp Shop</p>',
  imap: server,
  smtp: { ...server, port: 587, security: 'starttls' },
  state: 'ok',
  lastCheckedAt: '2026-01-05T10:31:00.000Z',
  lastMailAt: '2026-01-05T10:30:00.000Z',
  nextTryAt: null,
};

export const CASE_EXAMPLE = {
  ...caseName,
  priority: 'normal',
  type: 'question',
  open: true,
  requesterName: 'Nadia Feld',
  requesterAddress: 'nadia@feld.example',
  assigneeId: 7,
  assigneeName: 'Lena Berg',
  snippet: 'It flickers since yesterday. What can I do?',
  emailCount: 2,
  hasAttachments: true,
  deliveryProblem: false,
  tags: ['warranty'],
  snoozed: false,
  snoozedUntil: null,
  held: false,
  heldSince: null,
  createdAt: '2026-01-05T09:00:00.000Z',
  lastActivityAt: '2026-01-05T10:30:00.000Z',
  lastCustomerMessageAt: '2026-01-05T09:00:00.000Z',
  firstResponseAt: '2026-01-05T10:30:00.000Z',
  closedAt: null,
  teams: [team],
  groupAccount: account,
};

export const EMAIL_EXAMPLE = {
  documentId: 'b8n4m6q0aak2v0h9f3s1c7x5',
  direction: 'in',
  state: null,
  messageId: '<4711@feld.example>',
  fromName: 'Nadia Feld',
  fromAddress: 'nadia@feld.example',
  to: [{ name: '', address: 'support@shop.example' }],
  cc: [],
  replyTo: [],
  subject: 'The lamp flickers',
  snippet: 'It flickers since yesterday. What can I do?',
  date: '2026-01-05T09:00:00.000Z',
  receivedAt: '2026-01-05T09:00:04.000Z',
  hasAttachments: true,
  classification: 'human',
  internal: false,
  automatic: false,
  case: caseName,
  groupAccount: account,
  attachments: [attachment],
};

export const EVENT_EXAMPLE = {
  documentId: 'g6f2d8s4a0p9o5i1u7y3t2re',
  kind: 'note',
  at: '2026-01-05T10:10:00.000Z',
  actorId: 7,
  actorName: 'Lena Berg',
  text: 'She bought it in December.',
  reason: null,
  details: {},
  email: null,
  attachments: [],
};

export const TEAM_EXAMPLE = {
  ...team,
  description: 'Questions about orders',
  autoFollow: false,
  members: [{ id: 7, name: 'Lena Berg' }],
};

export const TEMPLATE_EXAMPLE = {
  documentId: 'l4k0j6h2g8f5d1s7a3q9w5er',
  name: 'Another bulb',
  kind: 'reply',
  versions: [
    { language: 'en', subject: '', html: '<p>Hello {{requester.name}}, please try another bulb.</p>' },
  ],
  createdAt: '2026-01-02T08:00:00.000Z',
  updatedAt: '2026-01-02T08:00:00.000Z',
};

export const GROUP_ACCOUNT_EXAMPLE = {
  ...account,
  ...mailbox,
  shared: true,
  createCase: true,
  distribution: 'round-robin',
  directAssigneeId: null,
  directAssigneeName: null,
  retention: { sources: 6, attachments: 24, bodies: null, mails: null },
  teams: [team],
};

export const PERSONAL_ACCOUNT_EXAMPLE = {
  documentId: 'n8m4b0v6c2x9z5l1k7j3h8gf',
  name: 'Lena',
  address: 'lena@shop.example',
  ...mailbox,
  ownerId: 7,
  ownerName: 'Lena Berg',
};

export const FILTER_EXAMPLE = {
  documentId: 'r7e3w9q5t1y8u4i0o6p2asdf',
  name: 'Invoices',
  scope: { kind: 'group-account', account: account.documentId },
  active: true,
  order: 1,
  stop: true,
  criteria: {
    from: '*@feld.example',
    to: null,
    cc: null,
    subject: null,
    bodyContains: ['due date', 'net 30'],
    bodyContainsAll: [],
    hasAttachment: true,
    classifications: [],
  },
  actions: [{ kind: 'set-priority', priority: 'low' }],
  targetNames: [''],
  hits: 12,
  lastHitAt: '2026-01-05T09:00:00.000Z',
  version: 3,
};
