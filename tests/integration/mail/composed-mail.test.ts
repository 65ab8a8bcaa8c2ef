/** What arrives of a mail that was written in the panel: its parts, its quote, its signature, its headers. */
import { simpleParser, type ParsedMail } from 'mailparser';
import type {
  CaseRow,
  DraftView,
  EmailView,
  FilledTemplate,
  GroupAccountDetail,
  Single,
  TemplateChoice,
  TemplateDetail,
  TemplateInput,
} from '../../../server/src/api/contracts';
import { USUAL_THREADING } from '../../../server/src/domain/threading-settings';
import type { AdminClient } from '../../support/admin-client';
import { addRow, countRows } from '../../support/database';
import { drafting, type Drafting } from '../../support/drafting';
import { answerInState, caseBySubject, startMailroom, type Mailroom } from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';
const CUSTOMER = 'jonas@feld.example';
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let mailroom: Mailroom;
let lena: AdminClient;
let drafts: Drafting;
let account: GroupAccountDetail;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
  lena = await mailroom.agent('Lena');
  drafts = drafting(lena);
  const team = await mailroom.team('Support', [lena]);
  account = await mailroom.account(SUPPORT, {
    teams: [team.id],
    signature: '<p>The <b>Shop</b></p>',
    threading: { ...USUAL_THREADING, plusAddressing: true },
  });
  await addRow(mailroom.strapi.database, 'mailroom_agent_profiles', {
    document_id: 'profileoflena0000000000a',
    created_at: new Date(),
    user_id: lena.id,
    undo_seconds: 0,
    signature: '<p>Lena</p>',
  });
}, 180_000);

afterAll(() => mailroom?.stop());

/** A customer's mail with everything in it that a quote must get right. */
async function openCase(subject: string, parts: object = {}): Promise<CaseRow> {
  const html =
    '<p>It <b>flickers</b> <img src="cid:photo@feld"></p><img src="https://t.example/p.gif" width="1" height="1">' +
    '<script>alert(1)</script><p>Jonas</p>';
  await mailroom.receive(account, {
    from: CUSTOMER,
    to: `${SUPPORT}, maria@feld.example`,
    subject,
    text: 'It flickers',
    html,
    attachments: [
      {
        filename: 'photo.png',
        contentType: 'image/png',
        cid: 'photo@feld',
        content: Buffer.from(PIXEL, 'base64'),
      },
      { filename: 'bill.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.4 bill') },
    ],
    ...parts,
  });
  return caseBySubject(mailroom.admin, subject);
}

async function sent(draft: DraftView, change: object): Promise<ParsedMail> {
  const written = await drafts.write(draft, change);
  const before = mailroom.smtp.messages.length;
  await drafts.send(written);
  const raw = await waitUntil('the mail to arrive', () => mailroom.smtp.messages[before]?.raw ?? null);
  return simpleParser(raw, { skipImageLinks: true });
}

const names = (mail: ParsedMail): readonly (string | undefined)[] =>
  mail.attachments.map(({ filename }) => filename);

test('an answer: both forms, signature, one quoted mail with its image, headers of the thread', async () => {
  const row = await openCase('The lamp');
  const draft = await drafts.begin({ kind: 'reply-all', caseId: row.id });
  expect(draft.to.map(({ address }) => address)).toEqual([CUSTOMER]);
  expect(draft.cc.map(({ address }) => address)).toEqual(['maria@feld.example']);
  const words = '<p dir="auto">שלום 😀, <a href="https://shop.example/track?a=1&amp;b=2">track it</a></p>';
  const mail = await sent(draft, { html: draft.html.replace('<p></p>', `${words}<p onclick="a()">Bye</p>`) });
  expect(mail.html).toContain(
    '<p dir="rtl">שלום 😀, <a href="https://shop.example/track?a=1&amp;b=2">track it</a></p><p>Bye</p>',
  );
  expect(mail.html).not.toMatch(/onclick|script|t\.example|data-mailroom/);
  expect(mail.text).toMatch(
    /^שלום 😀, track it <https:\/\/shop\.example\/track\?a=1&b=2>\n\nBye\n\n-- \nLena\n\nThe Shop\n\nOn .+ wrote:\n\n> It flickers\n>\n> Jonas\n*$/,
  );
  expect(names(mail)).toEqual(['photo.png']);
  expect(mail.html).toContain(`src="cid:${mail.attachments[0]?.cid}"`);
  expect(mail.attachments[0]?.content.toString('base64')).toBe(PIXEL);
  expect(mail.subject).toMatch(/^Re: The lamp/);
  expect(mail.replyTo?.value[0]?.address).toMatch(/^support\+c\.\d+\.[0-9a-f]{24}@shop\.example$/);
  expect([mail.references].flat()).toEqual([mail.inReplyTo]);
  for (const header of ['auto-submitted', 'precedence', 'thread-index', 'bcc'])
    expect(mail.headers.has(header)).toBe(false);

  const stored: EmailView = await answerInState(lena, row.id, 'sent');
  expect(stored.body?.html).toContain('data-mailroom-fold="quote"');
  expect(stored.attachments).toMatchObject([{ name: 'photo.png', inline: true }]);
});

test('what the author takes out of the quote is gone, with its image', async () => {
  const row = await openCase('The lamp without quote');
  const draft = await drafts.begin({ kind: 'reply', caseId: row.id });
  const mail = await sent(draft, { html: '<p>Mended.</p>' });
  expect(mail.text?.trim()).toBe('Mended.');
  expect(mail.attachments).toEqual([]);
});

test('a forward: whole mail and its files, to somebody else, in a thread of its own', async () => {
  const row = await openCase('The lamp to forward');
  const draft = await drafts.begin({ kind: 'forward', caseId: row.id });
  expect(draft).toMatchObject({ to: [], cc: [], subject: 'Fwd: The lamp to forward' });
  expect(draft.files.map(({ name, inline }) => [name, inline])).toEqual([
    ['photo.png', true],
    ['bill.pdf', false],
  ]);
  const to = [{ name: '', address: 'repairs@partner.example' }];
  const warned = await drafts.write(draft, { to });
  expect(warned.warnings).toEqual([{ kind: 'new-domain', domains: ['partner.example'] }]);
  const mail = await sent(warned, { html: draft.html.replace('<p></p>', '<p>See below.</p>') });
  expect(names(mail)).toEqual(['photo.png', 'bill.pdf']);
  expect(mail.text).toContain(`From: ${CUSTOMER}`);
  expect(mail.text).toContain('It flickers');
  expect(mail.inReplyTo).toBeUndefined();
  expect(mail.references).toBeUndefined();
  expect(mail.replyTo?.value[0]?.address).toMatch(/^support\+c\./);
});

test('pasted images become files; a promised file that is not there is warned of', async () => {
  const row = await openCase('The lamp with an image');
  const draft = await drafts.begin({ kind: 'reply', caseId: row.id });
  const warned = await drafts.write(draft, { html: '<p>The bill is attached.</p>' });
  expect(warned.warnings).toEqual([{ kind: 'attachment-missing', word: 'attached' }]);
  const mail = await sent(warned, {
    html: `<p>Look: <img src="data:image/png;base64,${PIXEL}" alt="plan"></p>`,
  });
  expect(mail.attachments).toHaveLength(1);
  expect(mail.text).toContain('Look: [plan]');
  expect(mail.html).not.toContain('data:');
});

test('a draft gets the files of a saved reply with its text, once, and keeps them when the reply is gone', async () => {
  const { admin } = mailroom;
  const input: TemplateInput = {
    ...{ name: 'Price list', kind: 'reply', teams: [] },
    versions: [{ language: 'en', subject: '', html: '<p>Our prices are attached.</p>' }],
  };
  const form = (data: object, ...names: readonly string[]) => {
    const parts = new FormData();
    parts.append('data', JSON.stringify(data));
    for (const name of names) parts.append('files', new Blob([name], { type: 'text/plain' }), name);
    return parts;
  };
  // Files that come in one request are kept in the order in which they are there whole.
  const namesOf = ({ files }: { readonly files: readonly { readonly name: string }[] }) =>
    files.map(({ name }) => name).sort();
  const stored = async () =>
    (await admin.get<Single<TemplateDetail>>(`/mailroom/templates/${template.id}`)).body.data;
  const made = await admin.upload<Single<TemplateDetail>>(
    '/mailroom/templates',
    form(input, 'prices.txt', 'old.txt'),
  );
  expect(made.status).toBe(201);
  const template = made.body.data;
  const prices = template.files.find(({ name }) => name === 'prices.txt');
  const path = `/mailroom/templates/${template.id}`;
  // As JSON all of them stay; by name only those that are named.
  await admin.put(path, input);
  expect(namesOf(await stored())).toEqual(['old.txt', 'prices.txt']);
  const changed = await admin.upload<Single<TemplateDetail>>(
    path,
    form({ ...input, files: [prices?.id] }, 'terms.txt'),
    'PUT',
  );
  expect(namesOf(changed.body.data)).toEqual(['prices.txt', 'terms.txt']);
  await admin.post('/mailroom/jobs/housekeeping/run');
  expect(namesOf(await stored())).toEqual(['prices.txt', 'terms.txt']);
  expect((await admin.download(`${path}/files/${prices?.id}`)).bytes.toString()).toBe('prices.txt');
  expect((await lena.get(`${path}/files/${prices?.id}`)).status).toBe(403);

  const row = await openCase('Prices');
  const draft = await drafts.begin({ kind: 'reply', caseId: row.id });
  const choices = await lena.get<Single<readonly TemplateChoice[]>>(
    '/mailroom/template-choices?search=price',
  );
  expect(choices.body.data).toMatchObject([{ id: template.id, files: 2 }]);
  const fill = async () =>
    (
      await lena.post<Single<FilledTemplate>>(`/mailroom/drafts/${draft.id}/template`, {
        template: template.id,
      })
    ).body.data;
  expect(namesOf(await fill())).toEqual(['prices.txt', 'terms.txt']);
  expect(namesOf(await fill())).toEqual([]);
  // An automatic answer carries none.
  const automatic = { ...input, kind: 'auto-reply' };
  expect((await admin.put<Single<TemplateDetail>>(path, automatic)).body.data.files).toEqual([]);
  expect((await admin.delete(path)).status).toBe(200);
  const mail = await sent(await drafts.read(draft.id), { html: '<p>Hello</p>' });
  expect(mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
    ['prices.txt', 'prices.txt'],
    ['terms.txt', 'terms.txt'],
  ]);
});

test('nothing but a quote is not sent, and a customer cannot put words into our headers', async () => {
  const row = await openCase('Headers', {
    headers: { 'X-Mailroom-Thread': '<forged@evil.example>', 'X-Loop': 'evil' },
  });
  const draft = await drafts.begin({ kind: 'reply', caseId: row.id });
  const { status, body } = await drafts.trySending(draft);
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain('Write something before sending');
  const mail = await sent(draft, { html: `<p>Hi</p>${draft.html}` });
  expect(mail.headers.get('x-mailroom-thread')).toBe(mail.messageId);
  expect(mail.headers.has('x-loop')).toBe(false);
});

test('a deleted user leaves no draft, no file of one, and no preferences', async () => {
  const ivan = await mailroom.agent('Ivan');
  const begun = await drafting(ivan).begin({ kind: 'new' });
  const file = new FormData();
  file.append('files', new Blob(['Half a thought'], { type: 'text/plain' }), 'thought.txt');
  expect((await ivan.upload(`/mailroom/drafts/${begun.id}/files`, file)).status).toBe(201);
  expect((await ivan.put('/mailroom/preferences', { undoSeconds: 20 })).status).toBe(200);
  const before = await countRows(mailroom.strapi.database);
  expect((await mailroom.admin.delete(`/admin/users/${ivan.id}`)).status).toBe(200);
  const after = await countRows(mailroom.strapi.database);
  const gone = (table: string) => (before[table] ?? 0) - (after[table] ?? 0);
  expect(['mailroom_drafts', 'mailroom_attachments', 'mailroom_agent_profiles'].map(gone)).toEqual([1, 1, 1]);
});
