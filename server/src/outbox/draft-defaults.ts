/** What a draft begins with, of what is stored: the mail it answers, accounts, signatures, the customer's language. */
import { findGroupAccounts, findPersonalAccounts } from '../data/accounts';
import { profilesOf } from '../data/agent-profiles';
import { languageOfAddress } from '../data/correspondents';
import type { Strapi } from '../data/database';
import { attachmentsOf, isKept, type EmailRecord } from '../data/emails';
import type { OutgoingAttachment } from '../data/outbox';
import { findUsers } from '../data/users';
import type { DraftKind } from '../domain/draft';
import type { Address } from '../domain/message';
import type { BlobStore } from '../platform/blob-store';
import { contentFor, type DraftStart, type Signatures } from './draft-content';
import { draftFilesOf } from './draft-files';
import { checkedAddresses } from './outgoing-mail';
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
  /** of the case */
  readonly subject: string;
  readonly sender: SendingAccount | null;
  readonly authorId: number;
  readonly to: readonly string[];
}

/** Bytes of a whole mail whose files are taken along from the mail server. */
const LARGEST_MAIL = 100 * 1024 * 1024;

/** @throws MailInvalid naming what is no address, or a file that cannot be had */
export async function draftContent(
  strapi: Strapi,
  blobs: BlobStore,
  beginning: DraftBeginning,
): Promise<DraftContent> {
  const { kind, mail, authorId } = beginning;
  const given = checkedAddresses('to', beginning.to);
  const content = contentFor({
    kind,
    mail: await quotedMail(strapi, mail),
    subject: beginning.subject,
    to: given,
    ownAddresses: await ownAddresses(strapi, authorId),
    signatures: await signaturesOf(strapi, authorId, beginning.sender),
    locale: {
      language: mail === null ? null : await languageOfAddress(strapi, mail.from.address),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
  });
  return {
    ...content,
    ...(given.length === 0 ? {} : { to: given }),
    files: await draftFilesOf(strapi, blobs, content.files, LARGEST_MAIL),
  };
}

async function quotedMail(strapi: Strapi, mail: EmailRecord | null): Promise<DraftStart['mail']> {
  return mail === null ? null : { ...mail, files: (await attachmentsOf(strapi, [mail.id])).filter(isKept) };
}

/** Of every account of ours, and of the author: none of them is answered to. */
async function ownAddresses(strapi: Strapi, authorId: number): Promise<readonly string[]> {
  const accounts = [...(await findGroupAccounts(strapi)), ...(await findPersonalAccounts(strapi))];
  const email = (await findUsers(strapi, [authorId])).get(authorId)?.email ?? '';
  return [...accounts.map(({ mailbox }) => mailbox.address), email].filter((address) => address !== '');
}

/** The user's own signature, and that of the account from which the mail goes out. */
export async function signaturesOf(
  strapi: Strapi,
  authorId: number,
  sender: SendingAccount | null,
): Promise<Signatures> {
  const profile = (await profilesOf(strapi, [authorId])).get(authorId);
  return { user: profile?.preferences.signature ?? '', account: sender?.account.signature ?? '' };
}
