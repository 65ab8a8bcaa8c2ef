/** What an author should look at before a mail goes out. Nothing of it forbids sending. Pure. */
import { addressKey, domainOf } from './addresses';
import { promisedFile } from './attachment-words';
import { unfilledPlaceholders } from './template';

export type ComposeWarning =
  /** the text speaks of an attachment, and there is none */
  | { readonly kind: 'attachment-missing'; readonly word: string }
  /** placeholders that were not filled in, as they are written */
  | { readonly kind: 'unknown-placeholder'; readonly names: readonly string[] }
  /** recipients in domains to which nothing in this conversation went before */
  | { readonly kind: 'new-domain'; readonly domains: readonly string[] }
  /** addresses that mail did not reach, with the words of a server */
  | {
      readonly kind: 'unreachable';
      readonly addresses: readonly { readonly address: string; readonly words: string }[];
    };

/** A mail as far as warnings look at it. */
export interface MailToCheck {
  readonly subject: string;
  /** what the author wrote, without quote and signature */
  readonly written: string;
  /** files, and images that the author put into the text */
  readonly hasFiles: boolean;
  /** addresses of everybody who gets it */
  readonly recipients: readonly string[];
}

/** What is known of those to whom a mail may go. */
export interface KnownRecipients {
  /** addresses of the conversation so far, and of our accounts; null: it begins with this mail, so all are new */
  readonly conversation: readonly string[] | null;
  readonly unreachable: readonly { readonly address: string; readonly words: string }[];
}

/** What its author should look at before a mail goes out, the most embarrassing first. */
export function composeWarnings(mail: MailToCheck, known: KnownRecipients): readonly ComposeWarning[] {
  const word = mail.hasFiles ? null : promisedFile(mail.written);
  const names = unfilledPlaceholders(`${mail.subject}\n${mail.written}`);
  const domains = newDomains(mail.recipients, known.conversation);
  const wanted = new Set(mail.recipients.map(addressKey));
  const addresses = known.unreachable.filter(({ address }) => wanted.has(addressKey(address)));
  return [
    ...(word === null ? [] : [{ kind: 'attachment-missing' as const, word }]),
    ...(names.length === 0 ? [] : [{ kind: 'unknown-placeholder' as const, names: [...new Set(names)] }]),
    ...(domains.length === 0 ? [] : [{ kind: 'new-domain' as const, domains }]),
    ...(addresses.length === 0 ? [] : [{ kind: 'unreachable' as const, addresses }]),
  ];
}

function newDomains(
  recipients: readonly string[],
  conversation: readonly string[] | null,
): readonly string[] {
  if (conversation === null) return [];
  const before = new Set(conversation.map(domainOf));
  return [...new Set(recipients.map(domainOf))].filter((domain) => domain !== '' && !before.has(domain));
}
