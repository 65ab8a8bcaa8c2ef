/**
 * Mail for apps: that of cases and of group accounts. Personal mail outside of cases, drafts, what Mailroom wrote to its
 * own users, and to whom a mail went in secret leave the server nowhere here.
 */
import type { Step } from '../../../data/conditions';
import type { Strapi } from '../../../data/database';
import { deliveriesOf } from '../../../data/deliveries';
import { attachmentsOf, type AttachmentRecord } from '../../../data/emails';
import { findShownEmails, type EmailBody, type ShownEmail } from '../../../data/shown-emails';
import { foundMails } from '../../../data/search/narrow-lists';
import { UIDS } from '../../../data/uids';
import { addressKey } from '../../../domain/addresses';
import { CLASSIFICATIONS } from '../../../domain/classification/kinds';
import type { Address } from '../../../domain/message';
import {
  publicAttachment,
  publicEmail,
  publicDelivery,
  type PublicAttachment,
  type PublicEmail,
} from '../schemas/public';
import { CASE_NAME } from './cases';
import { accountNames, byId, caseName } from './names';
import {
  ACCOUNT_NAME,
  all,
  any,
  choice,
  documentId,
  flag,
  has,
  integer,
  is,
  moment,
  not,
  related,
  text,
  to,
  type Field,
  type Fields,
  type Relation,
  type Resource,
  type Wanted,
} from './resource';

const BODIES: readonly EmailBody[] = ['text', 'visibleText', 'html'];
const OUTGOING_STATES = ['queued', 'sending', 'sent', 'uncertain', 'failed'] as const;

type Role = 'to' | 'cc' | 'reply-to';

/** Whom a mail names in one of its headers, by the participants that are stored beside it. */
const namedIn = (role: Role): readonly Step[] => [
  { kind: 'from', uid: UIDS.participant, relation: 'email', only: is('role', role) },
];

const people: Fields = {
  address: text('address', { steps: [to('correspondent')] }),
  name: text('name'),
};

const addressees = (role: Role): Relation => ({
  of: null,
  steps: namedIn(role),
  fields: people,
  shown: null,
});

const anybody: readonly Field[] = (['to', 'cc', 'reply-to'] as const).flatMap((role) => [
  text('address', { steps: [...namedIn(role), to('correspondent')], many: true }),
  text('name', { steps: namedIn(role), many: true }),
]);

const attachments: Fields = {
  documentId,
  name: text('name'),
  type: text('type'),
  size: integer('size', { absent: 0 }),
  inline: flag('inline'),
  contentId: text('contentId', { absent: undefined }),
};

const automaticAlone = all(is('automatic', true, false), not(has('case')));
const toOurselves = all(is('automatic', true, false), is('internal', true, false));
const unsent = any(is('state', 'draft'), is('state', 'held'), is('state', 'scheduled'));

export const emails: Resource = {
  uid: UIDS.email,
  schema: publicEmail,
  shown: Object.keys(
    publicEmail.omit({ case: true, groupAccount: true, attachments: true, deliveries: true }).shape,
  ),
  heavy: BODIES,
  fields: {
    documentId,
    direction: choice('direction', ['in', 'out']),
    // Incoming mail has none for apps.
    state: choice('state', OUTGOING_STATES, { nothing: 'received' }),
    messageId: text('messageId'),
    fromName: text('fromName'),
    fromAddress: text('fromAddress'),
    subject: text('subject'),
    snippet: text('snippet'),
    date: moment('sentAt', { certain: true }),
    receivedAt: moment('receivedAt'),
    hasAttachments: flag('hasAttachments'),
    classification: choice('classification', CLASSIFICATIONS),
    internal: flag('internal'),
    automatic: flag('automatic'),
  },
  relations: {
    case: related('case', 'cases', CASE_NAME),
    groupAccount: related('groupAccount', 'group-accounts', ACCOUNT_NAME),
    to: addressees('to'),
    cc: addressees('cc'),
    replyTo: addressees('reply-to'),
    attachments: {
      of: null,
      steps: [{ kind: 'from', uid: UIDS.attachment, relation: 'email' }],
      fields: attachments,
      shown: Object.keys(publicAttachment.shape),
    },
    // Not to be filtered by: rows of secret recipients are among them.
    deliveries: { of: null, steps: [], fields: {}, shown: Object.keys(publicDelivery.shape) },
  },
  scope: all(any(has('case'), has('groupAccount')), not(unsent), not(automaticAlone), not(toOurselves)),
  searched: [text('subject'), text('snippet'), text('fromName'), text('fromAddress'), ...anybody],
  found: foundMails,
  order: [],
  load,
};

async function load(
  strapi: Strapi,
  ids: readonly number[],
  wanted: Wanted,
): Promise<ReadonlyMap<number, object>> {
  const bodies = new Set(BODIES.filter((body) => wanted.fields.has(body)));
  const rows = await findShownEmails(strapi, ids, bodies);
  const [accounts, files, deliveries] = await Promise.all([
    wanted.relations.has('groupAccount')
      ? accountNames(
          strapi,
          rows.map(({ groupAccountId }) => groupAccountId),
        )
      : new Map<number | null, never>(),
    wanted.relations.has('attachments') ? attachmentsOf(strapi, ids) : [],
    wanted.relations.has('deliveries') ? deliveriesOf(strapi, ids) : [],
  ]);
  return byId(rows, (row): PublicEmail => {
    const open = new Set([...row.to, ...row.cc].map(({ address }) => addressKey(address)));
    return {
      ...plain(row),
      case: row.case === null ? null : caseName(row.case),
      groupAccount: accounts.get(row.groupAccountId) ?? null,
      attachments: files.filter(({ emailId }) => emailId === row.id).map(attachmentView),
      deliveries: deliveries
        .filter(({ emailId, address }) => emailId === row.id && open.has(addressKey(address)))
        .map(({ address, state, response }) => ({ address, state, response })),
    };
  });
}

const plain = (row: ShownEmail): PublicEmail => ({
  documentId: row.documentId,
  direction: row.direction,
  state: OUTGOING_STATES.find((state) => state === row.state) ?? null,
  messageId: row.messageId,
  fromName: row.fromName,
  fromAddress: row.fromAddress,
  to: row.to.map(person),
  cc: row.cc.map(person),
  replyTo: row.replyTo.map(person),
  subject: row.subject,
  snippet: row.snippet,
  date: row.sentAt.toISOString(),
  receivedAt: row.receivedAt?.toISOString() ?? null,
  hasAttachments: row.hasAttachments,
  classification: row.classification,
  internal: row.internal,
  automatic: row.automatic,
  text: row.text,
  visibleText: row.visibleText,
  html: row.html,
});

const person = ({ name, address }: Address): Address => ({ name, address });

export const attachmentView = (file: AttachmentRecord): PublicAttachment => ({
  documentId: file.documentId,
  name: file.name,
  type: file.type,
  size: file.size,
  inline: file.inline,
  contentId: file.contentId,
});
