/** Drafts as their author sees them: one with all it has, and rows of lists. */
import { findGroupAccounts, findPersonalAccounts } from '../../data/accounts';
import { findCases, type CaseRecord } from '../../data/cases';
import type { Strapi } from '../../data/database';
import { filesOfDrafts, type DraftFileRecord } from '../../data/draft-files';
import type { DraftRecord } from '../../data/drafts';
import { findEmail } from '../../data/emails';
import { snippetOf } from '../../domain/text';
import { writtenTextOf } from '../../outbox/html-to-plain';
import { warningsOf } from '../../outbox/draft-warnings';
import { fromOf, type SendingAccount } from '../../outbox/sending-account';
import type { DraftFile, DraftRow, DraftView, Sender, SenderReference } from '../contracts';
import { accountSummary, caseName } from '../serializers';

export async function draftView(strapi: Strapi, draft: DraftRecord): Promise<DraftView> {
  const [[record], answered, from, files] = await Promise.all([
    draft.caseId === null ? [] : findCases(strapi, { id: draft.caseId }),
    draft.answersId === null ? null : findEmail(strapi, { id: draft.answersId }),
    senderReference(strapi, draft),
    filesOfDrafts(strapi, [draft.id]),
  ]);
  return {
    id: draft.documentId,
    kind: draft.kind,
    state: draft.state,
    version: draft.version,
    case: record === undefined ? null : caseName(record),
    answers: answered?.documentId ?? null,
    from,
    to: draft.to,
    cc: draft.cc,
    bcc: draft.bcc,
    subject: draft.subject,
    html: draft.html,
    files: files.map(draftFile),
    sendAt: draft.sendAt?.toISOString() ?? null,
    undoable: draft.undoable,
    status: draft.caseStatus,
    record:
      draft.record === null
        ? null
        : { contentType: draft.record.contentType, documentId: draft.record.documentId },
    assignToMe: draft.assignToAuthor,
    heldReason: draft.heldReason,
    savedAt: draft.savedAt.toISOString(),
    warnings: await warningsOf(strapi, draft, files),
  };
}

async function senderReference(strapi: Strapi, { sender }: DraftRecord): Promise<SenderReference | null> {
  if (sender === null) return null;
  const { kind, id } = sender;
  const [account] =
    kind === 'group' ? await findGroupAccounts(strapi, { id }) : await findPersonalAccounts(strapi, { id });
  return account === undefined ? null : { kind, accountId: account.documentId };
}

export const draftFile = ({
  documentId,
  name,
  type,
  size,
  inline,
  contentId,
}: DraftFileRecord): DraftFile => ({ id: documentId, name, type, size, inline, contentId });

/** Characters of HTML that a row of a list is made from, and of what it shows. */
const READ_FOR_ROW = 20_000;
const SNIPPET = 200;

/** @param cases those that the author may read */
export async function draftRows(
  strapi: Strapi,
  drafts: readonly DraftRecord[],
  cases: ReadonlyMap<number, CaseRecord>,
): Promise<readonly DraftRow[]> {
  const files = await filesOfDrafts(
    strapi,
    drafts.map(({ id }) => id),
  );
  return drafts.map((draft) => {
    const record = cases.get(draft.caseId ?? 0);
    return {
      id: draft.documentId,
      kind: draft.kind,
      state: draft.state,
      case: record === undefined ? null : caseName(record),
      to: draft.to,
      subject: draft.subject,
      snippet: snippetOf(writtenTextOf(draft.html.slice(0, READ_FOR_ROW)), SNIPPET),
      hasFiles: files.some(({ draftId, inline }) => draftId === draft.id && !inline),
      sendAt: draft.sendAt?.toISOString() ?? null,
      undoable: draft.undoable,
      savedAt: draft.savedAt.toISOString(),
    };
  });
}

export const senderView = (sending: SendingAccount): Sender => ({
  kind: sending.kind,
  accountId: sending.account.documentId,
  ...fromOf(sending),
  account: accountSummary(sending.account),
  replyAllByDefault: sending.kind === 'group' && sending.account.replyAllByDefault,
});
