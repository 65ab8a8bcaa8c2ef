/** Mail that could not be handled, over HTTP: seen, downloaded, tried again, filed by hand. */
import { errors } from '@strapi/utils';
import { recordRun } from '../../../access/audit';
import type { Viewer } from '../../../access/viewer';
import { findCase } from '../../../data/cases';
import type { Strapi } from '../../../data/database';
import { DataError } from '../../../data/errors';
import { findEmail } from '../../../data/emails';
import { findQuarantined, listQuarantine, type QuarantineRecord } from '../../../data/quarantine';
import { mailboxReach } from '../../../inbox/mail-reach';
import { fileByHand, NotFileable } from '../../../intake/quarantine-by-hand';
import { retryOne, retryQuarantine } from '../../../jobs/retry-quarantine';
import { runtimeOf } from '../../../runtime';
import type { FiledByHand, Page, QuarantinedMail, QuarantineRetry, Single } from '../../contracts';
import { decodeCursor, encodeCursor, forbidden, found, parse, sendDownload, withViewer } from '../../http';
import { quarantinedMail } from '../../serializers';
import * as schemas from '../schemas';

export default ({ strapi }: { strapi: Strapi }) => ({
  list: withViewer(strapi, async ({ query }, viewer): Promise<Page<QuarantinedMail>> => {
    const { cursor, limit } = parse(schemas.listQuarantine, query);
    const rows = await listQuarantine(strapi, decodeCursor(cursor)?.id ?? null, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const readable = await mailboxReach(strapi, viewer);
    return {
      items: shown.map((mail) => withoutWords(quarantinedMail(mail), readable(mail.mailboxId))),
      nextCursor:
        rows.length > limit && last !== undefined ? encodeCursor(last.quarantinedAt, last.id) : null,
    };
  }),

  source: withViewer(strapi, async (context, viewer) => {
    const mail = found(await findQuarantined(strapi, context.params.id ?? ''));
    await requireReading(strapi, viewer, mail.mailboxId);
    const source = await runtimeOf(strapi).blobs.readSource(found(mail.sourceHash), mail.sourcePlace);
    sendDownload(
      context,
      { name: `quarantined-${mail.uid}.eml`, type: 'message/rfc822', size: source.byteLength },
      source,
    );
    return context.body;
  }),

  retry: withViewer(
    strapi,
    async ({ params }): Promise<Single<{ readonly filed: boolean; readonly reason: string }>> => {
      const mail = found(await findQuarantined(strapi, params.id ?? ''));
      const result = await retryOne(strapi, runtimeOf(strapi), mail);
      await recordHandling(strapi, mail, 'retry', result.filed);
      return { data: result };
    },
  ),

  retryAll: withViewer(strapi, async (): Promise<Single<QuarantineRetry>> => {
    const result = await retryQuarantine(strapi, runtimeOf(strapi));
    if (result === null)
      throw new errors.ApplicationError(
        'The quarantined mails are being tried again already. Wait a moment.',
      );
    await recordRun(strapi, {
      subject: 'quarantine',
      id: '*',
      name: '',
      facts: { action: 'retry', ...result },
    });
    return { data: result };
  }),

  file: withViewer(strapi, async ({ params }): Promise<Single<FiledByHand>> => {
    const mail = found(await findQuarantined(strapi, params.id ?? ''));
    const filed = await fileByHand(strapi, runtimeOf(strapi), mail).catch((error: unknown) => {
      if (error instanceof NotFileable) throw new errors.ApplicationError(error.message);
      if (error instanceof DataError && error.kind === 'invalid')
        throw new errors.ApplicationError(
          'The database refuses this mail, however it is written. Download its source instead.',
        );
      throw error;
    });
    await recordHandling(strapi, mail, 'file', !('leftOutBy' in filed));
    if ('leftOutBy' in filed) return { data: { email: null, case: null, leftOutBy: filed.leftOutBy } };
    const email = found(await findEmail(strapi, { id: filed.emailId }));
    const opened = email.caseId === null ? null : await findCase(strapi, { id: email.caseId });
    return {
      data: {
        email: email.documentId,
        case: opened === null ? null : { id: opened.documentId, number: opened.number },
        leftOutBy: null,
      },
    };
  }),
});

/** Tells the trail where the mail lay, not what it says. */
const recordHandling = (
  strapi: Strapi,
  { documentId: id, address, folder, uid }: QuarantineRecord,
  action: 'retry' | 'file',
  filed: boolean,
): Promise<void> =>
  recordRun(strapi, {
    subject: 'quarantine',
    id,
    name: `${address} ${folder} ${uid}`,
    facts: { action, filed },
  });

/** Who manages the quarantine sees that a mail is stuck; what it says is not thereby theirs to read. */
const withoutWords = (mail: QuarantinedMail, readable: boolean): QuarantinedMail =>
  readable ? mail : { ...mail, subject: '', from: '' };

async function requireReading(strapi: Strapi, viewer: Viewer, mailboxId: number | null): Promise<void> {
  if ((await mailboxReach(strapi, viewer))(mailboxId)) return;
  throw forbidden(
    'Your role does not let you read the mail of this account. Who may read it can download it.',
  );
}
