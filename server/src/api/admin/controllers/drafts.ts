/** Drafts over HTTP: begun, saved as one types, sent and taken back. A draft is its author's alone. Files are draft-files. */
import { ACTIONS } from '../../../access/actions';
import { mayUseTemplate } from '../../../access/templates';
import type { Viewer } from '../../../access/viewer';
import { fillForCase } from '../../../cases/template-facts';
import { profilesOf } from '../../../data/agent-profiles';
import { findCase, findCases, type CaseRecord } from '../../../data/cases';
import { inTransaction, type Strapi } from '../../../data/database';
import { newestEventId, takeBackDraft } from '../../../data/draft-queue';
import {
  changeDraft,
  deleteDraft,
  findDraft,
  listDrafts,
  markDraftSeen,
  type DraftRecord,
  type DraftSource,
  type DraftUpdate,
} from '../../../data/drafts';
import type { EmailRecord } from '../../../data/emails';
import { findTemplates } from '../../../data/templates';
import { mayDo, readCase } from '../../../inbox/read-cases';
import { readEmail } from '../../../inbox/read-emails';
import { awaitDrafts } from '../../../jobs/release-drafts';
import { kickSending } from '../../../jobs/send-mail';
import { beginDraft } from '../../../outbox/begin-draft';
import { draftPermission, keyOfDraft, mailOfDraft } from '../../../outbox/draft-mail';
import { cleanWritten } from '../../../outbox/clean-html';
import { withOtherSignature } from '../../../outbox/draft-content';
import { signaturesOf } from '../../../outbox/draft-defaults';
import { MailInvalid } from '../../../outbox/outgoing-mail';
import { earlierMail, type QueuedMail } from '../../../outbox/queue-mail';
import { releaseDraft } from '../../../outbox/release-draft';
import { sendDraft } from '../../../outbox/send-draft';
import {
  findSendingAccount,
  referenceTo,
  senderPermission,
  sendersFor,
  type SendingAccount,
} from '../../../outbox/sending-account';
import { runtimeOf } from '../../../runtime';
import type { DraftPage, DraftSendResult, DraftView, FilledTemplate, Sender, Single } from '../../contracts';
import {
  abilityOf,
  Conflict,
  decodeCursor,
  encodeCursor,
  fieldErrors,
  forbidden,
  found,
  parse,
  withViewer,
  type RequestContext,
} from '../../http';
import { caseName } from '../../serializers';
import { takeTemplateFiles } from '../../templates/take-files';
import * as schemas from '../compose-schemas';
import { draftFile, draftRows, draftView, senderView } from '../draft-view';
import { readDraft } from '../read-draft';
import { readableRecord } from '../record-links';
import { timelineOf } from '../timeline';

export default ({ strapi }: { strapi: Strapi }) => ({
  senders: withViewer(strapi, async ({ query }, viewer): Promise<Single<readonly Sender[]>> => {
    const { case: caseId } = parse(schemas.sendersQuery, query);
    const record = caseId === undefined ? null : found(await readCase(strapi, viewer, caseId));
    return { data: (await sendersFor(strapi, viewer, record)).map(senderView) };
  }),

  list: withViewer(strapi, async ({ query }, viewer): Promise<DraftPage> => {
    const { state, case: caseId, cursor, limit } = parse(schemas.listDrafts, query);
    const record = caseId === undefined ? null : found(await readCase(strapi, viewer, caseId));
    const wanted = { userId: viewer.userId, state: state ?? null, caseId: record?.id ?? null };
    const { drafts, next } = await listDrafts(strapi, wanted, { after: decodeCursor(cursor), limit });
    const cases = await casesOf(strapi, viewer, drafts);
    const shown = drafts.filter((draft) => draft.caseId === null || cases.has(draft.caseId));
    return {
      items: await draftRows(strapi, shown, cases),
      nextCursor: next === null ? null : encodeCursor(next.at, next.id),
    };
  }),

  begin: withViewer(strapi, async (context, viewer): Promise<Single<DraftView>> => {
    const { kind, caseId, emailId, record, to } = parse(schemas.draftInput, context.request.body);
    const mail =
      emailId === undefined ? null : found(await readEmail(strapi, viewer, { documentId: emailId }));
    const target = await targetOf(strapi, viewer, caseId, mail);
    const link = await sourceOf(strapi, context, record);
    const id = await beginDraft(strapi, runtimeOf(strapi).blobs, viewer, {
      kind,
      record: target,
      mail,
      link,
      to,
    }).catch(asFieldError);
    context.status = 201;
    return { data: await draftView(strapi, found(await findDraft(strapi, { id }))) };
  }),

  read: withViewer(strapi, async ({ params }, viewer): Promise<Single<DraftView>> => {
    const draft = await readDraft(strapi, viewer, params.id);
    if (draft.caseId !== null && draft.state !== 'scheduled')
      await markDraftSeen(strapi, draft.id, await newestEventId(strapi, draft.caseId));
    return { data: await draftView(strapi, draft) };
  }),

  change: withViewer(strapi, async ({ params, request }, viewer): Promise<Single<DraftView>> => {
    const draft = await readDraft(strapi, viewer, params.id);
    const input = parse(schemas.draftChange, request.body);
    const update = await updateOf(strapi, viewer, draft, input);
    if (!(await changeDraft(strapi, { id: draft.id, version: input.version }, update, new Date())))
      throw await changedMeanwhile(strapi, draft);
    return { data: await draftView(strapi, found(await findDraft(strapi, { id: draft.id }))) };
  }),

  delete: withViewer(strapi, async ({ params }, viewer) => {
    const draft = await readDraft(strapi, viewer, params.id);
    const deleted = await inTransaction(strapi, () => deleteDraft(strapi, draft));
    if (!deleted) throw await changedMeanwhile(strapi, draft);
    return { data: { id: draft.documentId } };
  }),

  template: withViewer(strapi, async (context, viewer): Promise<Single<FilledTemplate>> => {
    const draft = await readDraft(strapi, viewer, context.params.id);
    const { template: id } = parse(schemas.draftTemplate, context.request.body);
    const [template] = await findTemplates(strapi, { documentId: id, kind: 'reply' });
    const usable = template !== undefined && mayUseTemplate(viewer, template) ? template : null;
    const author = { userId: viewer.userId, ability: abilityOf(context) };
    const record = draft.caseId === null ? null : await findCase(strapi, { id: draft.caseId });
    const filled = found(await fillForCase(strapi, author, found(usable), record));
    const files = await takeTemplateFiles(strapi, draft.id, found(usable).id);
    return { data: { ...filled, html: cleanWritten(filled.html), files: files.map(draftFile) } };
  }),

  send: withViewer(strapi, async (context, viewer): Promise<Single<DraftSendResult>> => {
    const input = parse(schemas.draftSend, context.request.body);
    const sent = await sentAlready(strapi, viewer, context);
    if (sent !== null) return { data: sent };
    const draft = await readDraft(strapi, viewer, context.params.id);
    if (draft.version !== input.version) throw await changedMeanwhile(strapi, draft);
    const permission = await draftPermission(strapi, viewer, draft);
    if (!permission.allowed) throw forbidden(REFUSALS[permission.code], permission.code);
    const runtime = runtimeOf(strapi);
    await mailOfDraft(strapi, runtime.blobs, draft, permission, runtime.config.send.largestFiles).catch(
      asFieldError,
    );
    const undoSeconds = await undoSecondsOf(strapi, viewer);
    const now = new Date();
    const wish = { sendAt: input.sendAt ?? null, undoSeconds, anyway: input.anyway };
    const decision = await sendDraft(strapi, draft, permission.record?.id ?? null, wish, now);
    if (decision.kind === 'changed') throw await changedMeanwhile(strapi, draft);
    if (decision.kind === 'held')
      return {
        data: { kind: 'held', news: await timelineOf(strapi, viewer, { id: { $in: [...decision.news] } }) },
      };
    const { sendAt, undoable } = decision;
    if (sendAt <= now) return { data: await releaseNow(strapi, viewer, draft, sendAt) };
    await awaitDrafts(strapi, runtime);
    return { data: { kind: 'scheduled', sendAt: sendAt.toISOString(), undoable } };
  }),

  cancel: withViewer(strapi, async (context, viewer): Promise<Single<DraftView>> => {
    if ((await sentAlready(strapi, viewer, context)) !== null) throw tooLate();
    const draft = await readDraft(strapi, viewer, context.params.id);
    const isBack = await takeBackDraft(strapi, draft, new Date());
    const stored = await findDraft(strapi, { id: draft.id });
    // It went out between; what was never sent is the author's already.
    if (stored === null || (!isBack && stored.state !== 'draft')) throw tooLate();
    return { data: await draftView(strapi, stored) };
  }),
});

const REFUSALS = {
  'no-account': 'Choose an account to send from',
  'no-smtp': 'This account cannot send: it has no SMTP server, or is switched off',
  'not-shared': 'This account is not shared for sending',
  forbidden: 'Your role does not allow sending this from that account',
} as const;

const tooLate = (): Conflict => new Conflict('It is too late: the mail is on its way.');

function asFieldError(error: unknown): never {
  throw error instanceof MailInvalid ? fieldErrors([{ path: [error.field], message: error.message }]) : error;
}

/** What is stored by now goes with it, so that its author can choose. */
async function changedMeanwhile(strapi: Strapi, { id }: DraftRecord): Promise<Conflict> {
  const stored = await findDraft(strapi, { id });
  if (stored === null) return tooLate();
  const message =
    stored.state === 'scheduled'
      ? 'This mail waits to be sent. Take it back before you change it.'
      : 'This draft was changed elsewhere.';
  return new Conflict(message, { draft: await draftView(strapi, stored) });
}

async function undoSecondsOf(strapi: Strapi, { userId }: Viewer): Promise<number> {
  return (await profilesOf(strapi, [userId])).get(userId)?.preferences.undoSeconds ?? 0;
}

/** A draft whose mail is in the outbox is gone; who asks again, because the answer was lost, gets it again. */
async function sentAlready(
  strapi: Strapi,
  viewer: Viewer,
  { params }: RequestContext,
): Promise<DraftSendResult | null> {
  const mail = await earlierMail(strapi, keyOfDraft(params.id ?? ''));
  return mail === null || mail.authorId !== viewer.userId ? null : queuedResult(strapi, viewer, mail);
}

async function queuedResult(
  strapi: Strapi,
  viewer: Viewer,
  { emailId, caseId }: QueuedMail,
): Promise<DraftSendResult> {
  if (caseId === null) return { kind: 'queued', entry: null, case: null };
  const record = await findCase(strapi, { id: caseId });
  const [entry = null] = await timelineOf(strapi, viewer, { email: emailId, kind: 'email-sent' });
  return { kind: 'queued', entry, case: record === null ? null : caseName(record) };
}

/** There are no seconds in which it could be undone. */
async function releaseNow(
  strapi: Strapi,
  viewer: Viewer,
  draft: DraftRecord,
  sendAt: Date,
): Promise<DraftSendResult> {
  const runtime = runtimeOf(strapi);
  const release = await releaseDraft(strapi, runtime.blobs, draft.id, sendAt);
  if (release.kind === 'held') {
    const news = { case: draft.caseId, id: { $gt: draft.seenEventId } };
    return { kind: 'held', news: draft.caseId === null ? [] : await timelineOf(strapi, viewer, news) };
  }
  kickSending(strapi, runtime);
  const mail =
    release.kind === 'queued' ? release.mail : await earlierMail(strapi, keyOfDraft(draft.documentId));
  if (mail === null) throw await changedMeanwhile(strapi, draft);
  return queuedResult(strapi, viewer, mail);
}

async function casesOf(
  strapi: Strapi,
  viewer: Viewer,
  drafts: readonly DraftRecord[],
): Promise<ReadonlyMap<number, CaseRecord>> {
  const ids = [...new Set(drafts.flatMap(({ caseId }) => caseId ?? []))];
  const cases = ids.length === 0 ? [] : await findCases(strapi, { id: { $in: ids } });
  return new Map(
    cases
      .filter((record) => mayDo(viewer, ACTIONS.readCases, record))
      .map((record) => [record.id, record] as const),
  );
}

/** The case that a draft belongs to: the given one, or that of the mail. @throws NotFoundError when they do not fit */
async function targetOf(
  strapi: Strapi,
  viewer: Viewer,
  caseId: string | undefined,
  mail: EmailRecord | null,
): Promise<CaseRecord | null> {
  if (caseId !== undefined) {
    const record = found(await readCase(strapi, viewer, caseId));
    if (mail !== null) found(mail.caseId === record.id ? mail : null);
    return record;
  }
  const record = mail === null || mail.caseId === null ? null : await findCase(strapi, { id: mail.caseId });
  return record === null ? null : found(await readCase(strapi, viewer, record.documentId));
}

/** @throws NotFoundError for records that the user may not read */
async function sourceOf(
  strapi: Strapi,
  context: RequestContext,
  record: { readonly contentType: string; readonly documentId: string } | undefined,
): Promise<DraftSource | null> {
  if (record === undefined) return null;
  const { label } = found(await readableRecord(strapi, abilityOf(context), record));
  return { ...record, label };
}

async function updateOf(
  strapi: Strapi,
  viewer: Viewer,
  draft: DraftRecord,
  input: ReturnType<typeof schemas.draftChange.parse>,
): Promise<DraftUpdate> {
  const { from, html, status, assignToMe, to, cc, bcc, subject } = input;
  const given = Object.fromEntries(
    Object.entries({ to, cc, bcc, subject }).filter(([, value]) => value !== undefined),
  );
  const sending = from === undefined ? null : await senderIn(strapi, viewer, from);
  const written = html === undefined ? null : cleanWritten(html);
  return {
    ...given,
    ...(written === null ? {} : { html: written }),
    ...(sending === null
      ? {}
      : {
          sender: referenceTo(sending),
          html: await signedFor(strapi, draft, sending, written ?? draft.html),
        }),
    ...(status === undefined ? {} : { caseStatus: status }),
    ...(assignToMe === undefined ? {} : { assignToAuthor: assignToMe }),
  };
}

/** The text with the signature of the account that is chosen now, where that of the one before stood. */
async function signedFor(
  strapi: Strapi,
  { sender, userId }: DraftRecord,
  chosen: SendingAccount,
  html: string,
): Promise<string> {
  const before = sender === null ? null : await findSendingAccount(strapi, sender);
  return withOtherSignature(
    html,
    await signaturesOf(strapi, userId, before),
    await signaturesOf(strapi, userId, chosen),
  );
}

async function senderIn(
  strapi: Strapi,
  viewer: Viewer,
  { kind, accountId }: { readonly kind: 'group' | 'personal'; readonly accountId: string },
): Promise<SendingAccount> {
  const permission = await senderPermission(strapi, viewer, { kind, documentId: accountId });
  if (permission.allowed) return permission.sending;
  if (permission.code !== 'no-account') throw forbidden(REFUSALS[permission.code], permission.code);
  throw fieldErrors([{ path: ['from'], message: 'There is no such account.' }]);
}
