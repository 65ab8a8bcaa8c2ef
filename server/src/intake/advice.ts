/**
 * Asks the app's intake steps and link resolvers about mails that were read, before the transaction in which they are
 * decided. What they say is kept with the mails; where they fail, the mails go on without it.
 */
import { findGroupAccounts, findPersonalAccounts } from '../data/accounts';
import type { Strapi } from '../data/database';
import type { AccountFacts, MailAdvice } from '../domain/extension';
import type { Handling } from '../domain/incoming';
import type { IntakeItem } from '../domain/intake-plan';
import { mailFacts } from '../domain/mail-facts';
import { recordKey, type LinkDraft } from '../domain/record';
import { extensionsOf } from '../extensions';
import { adviceFor, advises, type BatchAdvice, type ResolvedLink } from '../extensions/advise';
import { namesOfExisting } from '../records/resolved-records';

interface Filing {
  readonly strapi: Strapi;
  readonly cursor: { readonly mailboxId: number };
  readonly handling: Handling;
  /** mail of ours, which nobody is asked about */
  readonly sent: boolean;
}

/** @throws DataError */
export async function withAdvice(
  { strapi, cursor, handling, sent }: Filing,
  items: readonly IntakeItem[],
): Promise<readonly IntakeItem[]> {
  const extensions = extensionsOf(strapi);
  if (sent || !advises(extensions)) return items;
  const parsed = items.flatMap(({ parsed: mail }) => (mail.kind === 'parsed' ? [mail.message] : []));
  const account = parsed.length === 0 ? null : await accountOf(strapi, cursor.mailboxId);
  if (account === null) return items;
  const given = await adviceFor(extensions, parsed.map(mailFacts), { account, handling: handling.kind });
  const names = await namesOfExisting(
    strapi,
    given.flatMap(({ links }) => links),
  );
  const adviceOf = new Map(parsed.map((message, position) => [message, given[position]]));
  return items.map((item) => {
    const advice = item.parsed.kind === 'parsed' ? adviceOf.get(item.parsed.message) : undefined;
    return advice === undefined ? item : { ...item, advice: checked(advice, names) };
  });
}

const checked = ({ links, ...advice }: BatchAdvice, names: ReadonlyMap<string, string>): MailAdvice => ({
  ...advice,
  links: links.flatMap((link) => linkOf(link, names) ?? []),
});

function linkOf(
  { contentType, documentId, by }: ResolvedLink,
  names: ReadonlyMap<string, string>,
): LinkDraft | null {
  const label = names.get(recordKey({ contentType, documentId }));
  return label === undefined ? null : { contentType, documentId, label, rule: 'resolver', matched: by };
}

async function accountOf(strapi: Strapi, mailboxId: number): Promise<AccountFacts | null> {
  const [group] = await findGroupAccounts(strapi, { mailbox: mailboxId });
  if (group !== undefined) return { kind: 'group', address: group.mailbox.address };
  const [personal] = await findPersonalAccounts(strapi, { mailbox: mailboxId });
  return personal === undefined ? null : { kind: 'personal', address: personal.mailbox.address };
}
