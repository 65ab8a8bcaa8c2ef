/** Files that were left on the mail server: fetched when somebody asks, and told of in words when they cannot be. */
import { randomBytes } from 'node:crypto';
import type { AttachmentView } from '../../../server/src/api/contracts';
import { leaveFilesOnServer } from '../../support/database';
import { caseBySubject, startMailroom, timeline, type Mailroom } from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
const CONTENT = randomBytes(3_000_000);

let mailroom: Mailroom;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
}, 180_000);

afterAll(() => mailroom?.stop());

async function fileOf(subject: string): Promise<AttachmentView> {
  const { id } = await caseBySubject(mailroom.admin, subject);
  const entry = (await timeline(mailroom.admin, id)).find(({ kind }) => kind === 'email-received');
  if (entry?.kind !== 'email-received') throw new Error('no mail in the stream');
  return entry.email.attachments[0]!;
}

const ask = async (id: string) => {
  const { status, bytes } = await mailroom.admin.download(`/mailroom/attachments/${id}`);
  return { status, bytes, words: status === 200 ? '' : bytes.toString() };
};

test('a file is fetched from the server once, for all who ask, and is here from then on', async () => {
  const account = await mailroom.account(SUPPORT);
  const mailWith = (subject: string) => ({
    from: 'jonas@feld.example',
    subject,
    text: 'See the file.',
    attachments: [{ filename: `${subject}.bin`, content: CONTENT }],
  });
  await mailroom.receive(account, mailWith('Fetched'), mailWith('Expunged'), mailWith('Away'));
  for (const subject of ['Fetched', 'Expunged', 'Away'])
    expect(await leaveFilesOnServer(mailroom.strapi.database, `${subject}.bin`, '2')).toBe(1);

  const left = await fileOf('Fetched');
  expect(left.available).toBe(false);
  const answers = await Promise.all([ask(left.id), ask(left.id), ask(left.id)]);
  for (const { status, bytes } of answers) {
    expect(status).toBe(200);
    expect(bytes.equals(CONTENT)).toBe(true);
  }
  expect(await fileOf('Fetched')).toMatchObject({ available: true, size: CONTENT.length });

  // A mail that is no longer there.
  const { uid } = (await mailroom.dovecot.folders(SUPPORT).read('INBOX')).find(({ source }) =>
    source.includes('Subject: Expunged'),
  )!;
  await mailroom.dovecot.folders(SUPPORT).expunge('INBOX', [uid]);
  const gone = await ask((await fileOf('Expunged')).id);
  expect(gone.status).toBe(404);
  expect(gone.words).toContain('no longer on the mail server');

  // A server that is away: what is here is served, what is there is not, and is later.
  const away = await fileOf('Away');
  await mailroom.dovecot.stop();
  const answer = await ask(away.id);
  expect(answer.status).toBe(503);
  expect(answer.words).toContain('Try again later');
  expect((await ask(left.id)).bytes.equals(CONTENT)).toBe(true);
});
