/** What filing leaves of one mail, and its place in the case that it belongs to. */
import { hashOf } from '../server/src/domain/identity';
import { mailDocument } from '../server/src/data/search/documents';
import { addEvent, base, type Growing, type Matter } from './million-growing';
import { mailText } from './million-words';

export async function fileMail(growing: Growing, matter: Matter, at: Date): Promise<void> {
  const { random, ids, writer } = growing;
  ids.emails += 1;
  const id = ids.emails;
  const first = matter.seen === 0;
  const incoming = first || random.chance(0.6);
  const { alone } = matter;
  const text = mailText(random);
  const messageHash = hashOf('message', String(id));
  const from = incoming ? matter.requester : { name: 'Support', address: matter.account.address };
  const to = incoming ? { name: '', address: matter.account.address } : matter.requester;
  await writer.add('mailroom_emails', {
    id,
    ...base(random, at),
    direction: incoming ? 'in' : 'out',
    state: incoming ? 'received' : 'sent',
    identity_hash: hashOf('identity', messageHash),
    fingerprint: hashOf('identity', messageHash),
    message_id: `<${messageHash.slice(0, 24)}@mail.feld.example>`,
    message_id_hash: messageHash,
    in_reply_to_hash: matter.lastMessageHash,
    thread_hash: hashOf('thread', String(matter.id)),
    subject_hash: hashOf(matter.subject),
    internal: false,
    headers: headersOf(messageHash, at),
    from_name: from.name,
    from_address: from.address,
    to: [to],
    cc: [],
    subject: `${first ? '' : 'Re: '}${matter.subject}`,
    text: `${text}\n\n> ${matter.snippet}`,
    visible_text: text,
    snippet: text.slice(0, 160),
    classification: 'human',
    has_attachments: random.chance(0.2),
    automatic: false,
    incomplete: false,
    sent_at: at,
    received_at: at,
    reason: first ? 'thread.new' : 'thread.references',
    reason_params: {},
    case_id: alone ? null : matter.id,
    group_account_id: matter.account.id,
    author_id: incoming ? null : (matter.assigneeId ?? matter.account.agents[0]),
    sent_copy: 'none',
    source_hash: hashOf('source', messageHash),
    size: 12_000,
  });
  await fileBelongings(growing, matter, { id, at, incoming, messageHash });
  growing.index.add(
    'email',
    mailDocument({ id, subject: matter.subject, from, recipients: [to], text, files: [] }),
  );
  await growing.index.write();
  matter.seen += 1;
  matter.last = at;
  if (incoming) matter.lastFromCustomer = at;
  matter.lastMessageHash = messageHash;
  matter.snippet = text.slice(0, 160);
}

/** As many as a mail has that went over three servers. */
const headersOf = (hash: string, at: Date): readonly (readonly [string, string])[] => [
  ...[1, 2, 3].map(
    (hop) =>
      [
        'received',
        `from relay-${hop}.feld.example by mx-${hop}.shop.example with ESMTPS id ${hash.slice(0, 10)}; ${at.toUTCString()}`,
      ] as const,
  ),
  ['message-id', `<${hash.slice(0, 24)}@mail.feld.example>`],
  ['date', at.toUTCString()],
  ['dkim-signature', `v=1; a=rsa-sha256; d=feld.example; s=mail; b=${hash}${hash}${hash}`],
];

interface FiledMail {
  readonly id: number;
  readonly at: Date;
  readonly incoming: boolean;
  readonly messageHash: string;
}

async function fileBelongings(growing: Growing, matter: Matter, mail: FiledMail): Promise<void> {
  const { random, writer } = growing;
  const { id, at, incoming } = mail;
  const { account, requester, assigneeId, alone } = matter;
  for (const [role, name] of [[incoming ? 'from' : 'to', requester.name]] as const)
    await writer.add('mailroom_participants', {
      ...base(random, at),
      email_id: id,
      correspondent_id: requester.id,
      role,
      name,
    });
  if (matter.lastMessageHash !== null)
    await writer.add('mailroom_message_references', {
      ...base(random, at),
      email_id: id,
      id_hash: matter.lastMessageHash,
      kind: 'reference',
    });
  if (incoming)
    await writer.add('mailroom_message_locations', {
      ...base(random, at),
      mailbox_id: account.mailboxId,
      folder_id: account.folderId,
      uid_validity: account.uidValidity,
      uid: 10_000_000 + id,
      outcome: 'filed',
      reason: 'thread.new',
      reason_params: {},
      tries: 1,
      email_id: id,
      fingerprint: hashOf('identity', mail.messageHash),
      source_hash: hashOf('source', mail.messageHash),
      size: 12_000,
      subject: matter.subject,
      sender: `${requester.name} <${requester.address}>`,
      received_at: at,
      decided_at: at,
    });
  else
    await writer.add('mailroom_deliveries', {
      ...base(random, at),
      email_id: id,
      address: requester.address,
      address_hash: hashOf(requester.address),
      state: 'accepted',
      at,
    });
  if (!alone) await addEvent(growing, matter, incoming ? 'email-received' : 'email-sent', mail);
  if (incoming && assigneeId !== null && !alone) await putIntoInbox(growing, matter, mail, assigneeId);
}

/** Of closed cases nothing is unread. */
async function putIntoInbox(
  { random, writer }: Growing,
  matter: Matter,
  { id, at }: FiledMail,
  userId: number,
): Promise<void> {
  const unread = matter.open && random.chance(0.05);
  await writer.add('mailroom_inbox_entries', {
    ...base(random, at),
    user_id: userId,
    email_id: id,
    case_id: matter.id,
    because: 'assignee',
    unread,
    important: random.chance(0.02),
    archived: random.chance(0.3),
    trashed: false,
    folder_id: null,
    sent_at: at,
  });
  if (random.chance(0.3))
    await writer.add('mailroom_notifications', {
      ...base(random, at),
      user_id: userId,
      kind: 'email-received',
      case_id: null,
      email_id: id,
      details: { because: 'assigned' },
      at,
      read_at: unread ? null : at,
      shown: true,
      mail_state: 'none',
    });
}
