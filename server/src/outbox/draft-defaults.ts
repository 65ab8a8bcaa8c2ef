/** What a draft begins with: to whom, under which subject, with what in it. Nothing is stored here. */
import { findGroupAccounts, findPersonalAccounts } from '../data/accounts';
import type { Strapi } from '../data/database';
import { attachmentsOf, type EmailRecord } from '../data/emails';
import type { OutgoingAttachment } from '../data/outbox';
import { addressKey, uniqueAddresses } from '../domain/addresses';
import type { DraftKind } from '../domain/draft';
import type { Address } from '../domain/message';
import { replySubject } from '../domain/subject';
import { checkedAddresses } from './outgoing-mail';
import { defaultRecipients } from './queue-reply';
import type { SendingAccount } from './sending-account';

export interface DraftContent {
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  readonly html: string;
  readonly files: readonly OutgoingAttachment[];
}

export interface DraftBeginning {
  readonly kind: DraftKind;
  /** the mail that it answers or forwards; null: a new one */
  readonly mail: EmailRecord | null;
  readonly sender: SendingAccount | null;
  readonly authorId: number;
  readonly to: readonly string[];
}

/** @throws MailInvalid naming what is no address */
export async function draftContent(strapi: Strapi, beginning: DraftBeginning): Promise<DraftContent> {
  const { kind, mail } = beginning;
  const given = checkedAddresses('to', beginning.to);
  if (mail === null || kind === 'new') return { to: given, cc: [], subject: '', html: '', files: [] };
  if (kind === 'forward') {
    const files = await attachmentsOf(strapi, [mail.id]);
    return {
      to: given,
      cc: [],
      subject: `Fwd: ${mail.subject}`.trim(),
      html: '',
      files: files.flatMap(({ name, type, size, sha256, contentId, inline }) =>
        sha256 === null ? [] : [{ name, type, size, sha256, contentId, inline }],
      ),
    };
  }
  const to = given.length > 0 ? given : defaultRecipients(mail);
  const cc = kind === 'reply-all' ? await othersOf(strapi, mail, to) : [];
  return { to, cc, subject: replySubject(mail.subject), html: '', files: [] };
}

/** Everybody else in the conversation who is none of us. */
async function othersOf(
  strapi: Strapi,
  mail: EmailRecord,
  to: readonly Address[],
): Promise<readonly Address[]> {
  const accounts = [...(await findGroupAccounts(strapi)), ...(await findPersonalAccounts(strapi))];
  const ours = new Set(accounts.map(({ mailbox }) => addressKey(mailbox.address)));
  const asked = new Set(to.map(({ address }) => addressKey(address)));
  return uniqueAddresses([...mail.to, ...mail.cc]).filter(
    ({ address }) => !ours.has(addressKey(address)) && !asked.has(addressKey(address)),
  );
}
