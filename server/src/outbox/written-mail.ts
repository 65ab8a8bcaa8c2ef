/**
 * What somebody writes who has no composer: plain text, or HTML, with files. It becomes what is sent and stored, signed by
 * the account; who writes and where it belongs is others' business.
 */
import type { GroupAccount } from '../data/accounts';
import type { OutgoingAttachment } from '../data/outbox';
import type { BlobStore } from '../platform/blob-store';
import { plainBody, type MailBody } from './mail-body';
import { contentOf } from './mail-content';
import { checkedText, keepFiles, signedText, type GivenFile } from './outgoing-mail';
import { markedSignature } from './signature';

export type Written =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'html'; readonly html: string };

/**
 * Keeps the files, before anything is stored of the mail.
 *
 * @param largest bytes of all files together
 * @throws MailInvalid when nothing is written, or more than a mail can hold
 */
export async function writtenMail(
  blobs: BlobStore,
  mail: {
    readonly written: Written;
    readonly files: readonly GivenFile[];
    readonly account: GroupAccount;
    readonly subject: string;
  },
  largest: number,
): Promise<{ readonly body: MailBody; readonly files: readonly OutgoingAttachment[] }> {
  const { written, account, subject } = mail;
  if (written.kind === 'text') {
    const text = checkedText(written.text);
    const files = await keepFiles(blobs, mail.files);
    return { body: plainBody(text, signedText(text, account), subject), files };
  }
  const html = `${written.html}${markedSignature('', account.signature)}`;
  const files = await keepFiles(blobs, mail.files);
  const { files: all, ...body } = await contentOf(blobs, { html, files }, largest);
  return { body, files: all };
}
