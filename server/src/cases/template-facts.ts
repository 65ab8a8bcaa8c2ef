/**
 * Templates filled in for a case, on behalf of a user: the language its requester reads, and values that this user may
 * see. Automatic answers are filled in by intake, which asks nobody's rights and tells less.
 */
import { findGroupAccounts } from '../data/accounts';
import type { CaseRecord } from '../data/cases';
import type { Strapi } from '../data/database';
import { linksOf } from '../data/record-links';
import { findUsers } from '../data/users';
import {
  dateInWords,
  fillTemplate,
  templateValues,
  versionFor,
  type FilledText,
  type TemplateFacts,
  type TemplateVersion,
} from '../domain/template';
import { languagesOfRequesters } from './requester-language';
import { recordsForTemplate } from '../records/record-values';

/** Who writes. */
export interface TemplateAuthor {
  readonly userId: number;
  /** Strapi's own, which says what of linked records may be told */
  readonly ability: object;
}

/** Of the process, as Strapi's own dates. */
export const processTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * What placeholders say about a case in one language; `null` for mail that belongs to none.
 * @param author null: an app, which has no name and may read no linked record
 */
export async function factsOfCase(
  strapi: Strapi,
  author: TemplateAuthor | null,
  matter: CaseRecord | null,
  language: string,
): Promise<TemplateFacts> {
  const links = matter === null || author === null ? [] : await linksOf(strapi, { case: matter.id });
  const accountId = matter?.groupAccountId ?? null;
  const [agents, accounts, records] = await Promise.all([
    author === null ? null : findUsers(strapi, [author.userId]),
    accountId === null ? [] : findGroupAccounts(strapi, { id: accountId }),
    author === null
      ? []
      : recordsForTemplate(
          strapi,
          author.ability,
          links,
          dateInWords({ language, timeZone: processTimeZone() }),
        ),
  ]);
  const [account] = accounts;
  return {
    case: matter,
    requester: matter?.requester ?? null,
    agent: author === null ? null : (agents?.get(author.userId) ?? null),
    account:
      account === undefined
        ? null
        : { name: account.fromName || account.name, address: account.mailbox.address },
    records,
  };
}

/** One version filled in for a case. */
export async function fillVersionForCase(
  strapi: Strapi,
  author: TemplateAuthor | null,
  version: TemplateVersion,
  matter: CaseRecord | null,
): Promise<FilledText> {
  const { language } = version;
  const facts = await factsOfCase(strapi, author, matter, language);
  return fillTemplate(
    version,
    templateValues(facts, { now: new Date(), language, timeZone: processTimeZone() }),
  );
}

/**
 * A saved reply for a case, in the language of its requester where the template has it.
 * @param matter null for a new mail that belongs to no case yet
 * @returns null for a template without a version
 */
export async function fillForCase(
  strapi: Strapi,
  author: TemplateAuthor | null,
  template: { readonly versions: readonly TemplateVersion[] },
  matter: CaseRecord | null,
): Promise<FilledText | null> {
  const language =
    matter === null ? null : ((await languagesOfRequesters(strapi, [matter])).get(matter.id) ?? null);
  const version = versionFor(template.versions, [language]);
  return version === null ? null : fillVersionForCase(strapi, author, version, matter);
}
