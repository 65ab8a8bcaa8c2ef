/** Parsed mails for tests that decide about them. Where bytes matter, tests parse real ones. */
import type { Address, ParsedAttachment, ParsedMessage } from '../../../server/src/domain/message';

export const address = (text: string, name = ''): Address => ({ name, address: text });

export const attachment = (parts: Partial<ParsedAttachment> = {}): ParsedAttachment => ({
  name: 'bill.pdf',
  type: 'application/pdf',
  size: 4,
  sha256: 'sha256 of the bill',
  part: null,
  contentId: null,
  inline: false,
  ...parts,
});

let count = 0;

/** A person's first mail to the support address; ids and bodies differ unless they are given. */
export function message(parts: Partial<ParsedMessage> = {}): ParsedMessage {
  count += 1;
  return {
    messageId: `<${count}@customer.example>`,
    inReplyTo: [],
    references: [],
    from: address('ann@customer.example', 'Ann'),
    via: null,
    replyTo: [],
    to: [address('support@shop.example')],
    cc: [],
    subject: 'The lamp flickers',
    date: new Date('2024-03-05T09:00:00Z'),
    text: 'It flickers.',
    html: null,
    attachments: [],
    headers: {},
    deliveredTo: [],
    authenticationResults: [],
    authenticationResultsOnTop: 0,
    report: null,
    invitation: null,
    protection: { signed: null, encrypted: null },
    visible: { text: parts.text ?? 'It flickers.', folds: [], forwarded: null },
    bodyHash: `body ${count}`,
    incomplete: false,
    ...parts,
  };
}
