/** Search: what is found, by whom, in which order, and that the index lives as long as the rows. */
import type {
  GroupAccountDetail,
  OwnAccountDetail,
  SearchHit,
  SearchPage,
} from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { AGENT_PERMISSIONS, caseBySubject, startMailroom, type Mailroom } from '../../support/mailroom';
import { drafting } from '../../support/drafting';
import { apiToken } from '../../support/app-users';
import { addRow, changeRows, readRows } from '../../support/database';
import { docxOf, pdfOf } from '../../support/document-files';
import { buildMail } from '../../support/mail-builder';
import { createOwnAccount } from '../../support/own-accounts';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const OWN = 'lena@shop.example';

let mailroom: Mailroom;
let lena: AdminClient;
let sara: AdminClient;
let own: OwnAccountDetail;
let support: GroupAccountDetail;

const OWN_ACCOUNTS = { action: 'plugin::mailroom.accounts.own', conditions: [] };

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, SALES, OWN]);
  lena = await mailroom.agent('Lena', [...AGENT_PERMISSIONS, OWN_ACCOUNTS]);
  sara = await mailroom.agent('Sara');
  const team = await mailroom.team('Support', [lena]);
  const sales = await mailroom.team('Sales', [sara]);
  support = await mailroom.account(SUPPORT, { teams: [team.id] });
  const ofSales = await mailroom.account(SALES, { teams: [sales.id] });
  own = await createOwnAccount(mailroom, lena, OWN);
  await lena.post(`/mailroom/my-accounts/${own.id}/fetch`);
  await mailroom.receive(
    support,
    {
      from: 'Jörg Müller <joerg@feld.example>',
      subject: 'The broken lamp',
      text: 'It flickers every evening.\n\n> a quoted firefly',
    },
    { from: 'ann@feld.example', subject: 'Something else', text: 'The lamp was fine, thank you.' },
    { from: 'kei@feld.example', subject: '見積もり', text: '全文検索エンジンの見積もりをお願いします。' },
    {
      from: 'bill@feld.example',
      subject: 'Invoice',
      text: 'See the file.',
      attachments: [{ filename: 'steamboat.txt', content: 'paddlewheel' }],
    },
    {
      from: 'robot@feld.example',
      subject: 'Away',
      text: 'On a zeppelin',
      headers: { 'Auto-Submitted': 'auto-replied' },
    },
  );
  await mailroom.receive(ofSales, {
    from: 'Omar Feld <omar@feld.example>',
    subject: 'A hundred lamps',
    text: 'What would a discount be?',
  });
}, 180_000);

afterAll(() => mailroom?.stop());

async function search(client: AdminClient, q: string, more = ''): Promise<SearchPage> {
  const { status, body } = await client.get<SearchPage>(`/mailroom/search?q=${encodeURIComponent(q)}${more}`);
  expect({ q, status }).toEqual({ q, status: 200 });
  return body;
}
const titleOf = ({ row }: SearchHit): string => row.subject;
const found = async (client: AdminClient, q: string): Promise<readonly string[]> =>
  (await search(client, q)).items.map(titleOf);
const marked = ({ snippet }: SearchHit): string =>
  snippet.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

describe('words', () => {
  test.each([
    ['flickers', ['The broken lamp']],
    ['FLICK', ['The broken lamp']],
    ['"every evening"', ['The broken lamp']],
    ['"evening every"', []],
    ['firefly', []],
    ['muller', ['The broken lamp']],
    ['MÜLLER lamp', ['The broken lamp']],
    ['joerg@feld.example', ['The broken lamp']],
    ['joerg@feld.exa', ['The broken lamp']],
    ['joerg@feld.exb', []],
    ['検索', ['見積もり']],
    ['索エンジ', ['見積もり']],
    ['steamboat', ['Invoice']],
    ['zeppelin', ['Away']],
    ['lamp -flickers', ['Something else']],
    ['nothing-of-the-kind', []],
  ])('%s', async (q, subjects) => expect(await found(lena, q)).toEqual(subjects));

  test('a word of the subject counts more than one of the text, and the snippet shows it', async () => {
    const { items } = await search(lena, 'lamp');
    expect(items.map(titleOf)).toEqual(['The broken lamp', 'Something else']);
    expect(items.map(marked)[1]).toBe('The [lamp] was fine, thank you.');
  });

  test('a case is one hit, however much of it fits, and names the mail', async () => {
    const { items } = await search(lena, 'flickers');
    expect(items).toMatchObject([
      { kind: 'case', row: { subject: 'The broken lamp' }, email: expect.any(String) },
    ]);
    const [mail] = (await search(lena, 'zeppelin')).items;
    expect(mail).toMatchObject({ kind: 'email', row: { case: null, account: { address: SUPPORT } } });
  });
});

describe('operators', () => {
  test.each([
    ['from:muller', ['The broken lamp']],
    ['from:lamp', []],
    ['subject:lamp', ['The broken lamp']],
    ['to:support@shop.example lamp', ['The broken lamp', 'Something else']],
    ['has:attachment', ['Invoice']],
    ['steamboat -has:attachment', []],
    ['is:unassigned subject:invoice', ['Invoice']],
    ['is:closed', []],
    ['assignee:none invoice', ['Invoice']],
    ['assignee:me', []],
    ['team:support invoice', ['Invoice']],
    ['team:sales', []],
    ['tag:none-such', []],
    [`account:${SUPPORT} zeppelin`, ['Away']],
    [`-account:${SUPPORT}`, []],
    ['before:2020 lamp', []],
    ['after:1d from:ann', ['Something else']],
  ])('%s', async (q, subjects) => expect(await found(lena, q)).toEqual(subjects));

  test('the number of a case, with and without its sign', async () => {
    const { number } = await caseBySubject(lena, 'Invoice');
    expect(await found(lena, `#${number}`)).toEqual(['Invoice']);
    expect(await found(lena, `${number}`)).toContain('Invoice');
  });

  test('operators alone are by newest activity, page by page', async () => {
    const subjects: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { items, nextCursor }: SearchPage = await search(
        lena,
        'is:open',
        `&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      subjects.push(...items.map(titleOf));
      cursor = nextCursor;
    }
    expect(subjects).toEqual((await search(lena, 'is:open')).items.map(titleOf));
    expect([...subjects].sort()).toEqual(['Invoice', 'Something else', 'The broken lamp', '見積もり'].sort());
  });

  test('what is not understood is said, and the rest is searched for', async () => {
    const page = await search(lena, 'lamp is:late before:soon');
    expect(page.items).toHaveLength(2);
    expect(page.problems).toEqual([
      { code: 'unknown-value', term: 'is:late' },
      { code: 'not-a-date', term: 'before:soon' },
    ]);
    expect((await search(lena, '  ')).problems).toMatchObject([{ code: 'nothing-to-search' }]);
  });

  test.each(['"', "'", '(((', 'a OR b', 'NEAR(', '* :A', "x' & !", '\\', '\u0000', '%', '-'.repeat(50)])(
    'whatever is typed is answered: %j',
    async (q) => expect((await search(lena, q)).items).toBeDefined(),
  );
});

describe('who finds what', () => {
  test('each team its own', async () => {
    expect(await found(lena, 'lamp')).not.toContain('A hundred lamps');
    expect(await found(sara, 'lamp')).toEqual(['A hundred lamps']);
    expect(await found(sara, 'zeppelin')).toEqual([]);
    expect((await found(mailroom.admin, 'lamp')).length).toBe(3);
  });

  test('a note is found by who reads the case', async () => {
    const { id } = await caseBySubject(lena, 'The broken lamp');
    await lena.post(`/mailroom/cases/${id}/notes`, { text: 'She collects harpsichords' });
    const [hit] = (await search(lena, 'harpsichord')).items;
    expect(hit).toMatchObject({ kind: 'case', email: null, row: { subject: 'The broken lamp' } });
    expect(hit === undefined ? '' : marked(hit)).toBe('She collects [harpsichords]');
    expect(await found(sara, 'harpsichord')).toEqual([]);
  });

  test('personal mail by its owner and by who may read all mail', async () => {
    await mailroom.dovecot.deliver(
      OWN,
      await buildMail({ to: OWN, from: 'mum@feld.example', subject: 'Sunday', text: 'Bring the marzipan' }),
    );
    await lena.post(`/mailroom/my-accounts/${own.id}/fetch`);
    expect(await found(lena, 'marzipan')).toEqual(['Sunday']);
    expect(await found(lena, 'marzipan in:inbox is:unread')).toEqual(['Sunday']);
    expect(await found(lena, 'is:unread from:mum@feld.example')).toEqual(['Sunday']);
    expect(await found(lena, 'is:unread before:2020-01-01')).toEqual([]);
    expect(await found(lena, 'is:unread after:2020-01-01')).toContain('Sunday');
    expect(await found(sara, 'is:unread after:2020-01-01')).not.toContain('Sunday');
    expect(await found(sara, 'marzipan')).toEqual([]);
    expect(await found(mailroom.admin, 'marzipan')).toEqual(['Sunday']);
    expect(await found(mailroom.admin, 'marzipan in:inbox')).toEqual([]);
  });

  test('a secret recipient by the author alone', async () => {
    const { id } = await caseBySubject(lena, 'The broken lamp');
    await addRow(mailroom.strapi.database, 'mailroom_agent_profiles', {
      document_id: 'profileoflena0000000000a',
      created_at: new Date(),
      user_id: lena.id,
      undo_seconds: 0,
    });
    const drafts = drafting(lena);
    const draft = await drafts.write(await drafts.begin({ kind: 'reply', caseId: id }), {
      html: '<p>We send a new one, a Tiffany.</p>',
      bcc: [{ name: 'Boss', address: 'secretive@x.example' }],
    });
    expect(await drafts.send(draft)).toMatchObject({ kind: 'queued' });
    expect(await found(lena, 'tiffany in:sent')).toEqual(['The broken lamp']);
    expect(await found(lena, 'to:secretive')).toEqual(['The broken lamp']);
    expect(await found(lena, 'secretive')).toEqual([]);
    expect(await found(mailroom.admin, 'to:secretive')).toEqual([]);
    expect(await found(mailroom.admin, 'tiffany')).toEqual(['The broken lamp']);
  });
});

const DOCUMENTS = ['paddlewheel', 'bergamot', 'rhubarb'] as const;

describe('files', () => {
  beforeAll(async () => {
    const body = { from: 'olga@feld.example', text: 'See the files.' };
    await mailroom.receive(
      support,
      {
        ...body,
        subject: 'A PDF',
        attachments: [{ filename: 'a.pdf', content: pdfOf('Tea with bergamot') }],
      },
      {
        ...body,
        subject: 'A DOCX',
        attachments: [{ filename: 'b.docx', content: await docxOf('Jam of rhubarb') }],
      },
      {
        ...body,
        subject: 'Broken ones',
        attachments: [
          { filename: 'broken.pdf', content: '%PDF-1.4 and nothing' },
          {
            filename: 'bomb.docx',
            content: await docxOf('x', { 'word/z.bin': Buffer.alloc(80 * 1024 * 1024) }),
          },
        ],
      },
    );
    await mailroom.admin.post('/mailroom/jobs/search/run');
  }, 120_000);

  test('are found by their names, and by their text once it was read', async () => {
    for (const [position, word] of DOCUMENTS.entries())
      expect(await found(lena, word)).toEqual([['Invoice', 'A PDF', 'A DOCX'][position]]);
    const [hit] = (await search(lena, 'bergamot')).items;
    expect(hit === undefined ? '' : marked(hit)).toBe('a.pdf Tea with [bergamot]');
    expect(await found(sara, 'bergamot')).toEqual([]);
    expect(await found(lena, 'broken.pdf')).toEqual(['Broken ones']);
  });

  test('that cannot be read are said to be so, and are not tried again', async () => {
    const rows = await readRows<{ name: string; text_state: string }>(
      mailroom.strapi.database,
      "SELECT name, text_state FROM mailroom_attachments WHERE name IN ('broken.pdf', 'bomb.docx', 'a.pdf') ORDER BY name",
    );
    expect(rows.map(({ name, text_state: state }) => `${name} ${state}`)).toEqual([
      'a.pdf read',
      'bomb.docx unreadable',
      'broken.pdf unreadable',
    ]);
  });

  test('deleted mail is gone from the index, and so is the text of its file', async () => {
    const { id } = await caseBySubject(lena, 'A DOCX');
    expect((await mailroom.admin.delete(`/mailroom/cases/${id}`)).status).toBeLessThan(300);
    expect(await found(mailroom.admin, 'rhubarb')).toEqual([]);
    expect(
      await readRows(
        mailroom.strapi.database,
        "SELECT id FROM mailroom_file_texts WHERE text LIKE '%rhubarb%'",
      ),
    ).toEqual([]);
  });
});

describe('apps', () => {
  test('search cases and mails, beside filters and pages', async () => {
    const app = await apiToken(mailroom.admin, 'Reader', 'read-only');
    const ask = async (path: string) => {
      const { status, body } = await app.get<{
        data?: readonly { subject: string }[];
        meta?: { pagination: { total: number } };
      }>(`/${path}`);
      return { status, subjects: body.data?.map(({ subject }) => subject).sort(), meta: body.meta };
    };
    const lamps = ['A hundred lamps', 'Something else', 'The broken lamp'];
    expect((await ask('cases?search=lamp')).subjects).toEqual(lamps);
    expect((await ask('cases?search=discount%20-flickers%20is:open')).subjects).toEqual(lamps.slice(0, 1));
    expect((await ask('emails?search=from:muller')).subjects).toEqual(['The broken lamp']);
    expect((await ask('emails?search=from:muller&filters[direction]=out')).subjects).toEqual([]);
    expect(await ask('cases?search=lamp&pagination[pageSize]=1')).toMatchObject({
      status: 200,
      meta: { pagination: { total: 3 } },
    });
    // What is noted among ourselves, somebody's own mail and secret recipients are not for apps.
    expect((await ask('cases?search=harpsichord')).subjects).toEqual([]);
    expect((await ask('emails?search=marzipan')).subjects).toEqual([]);
    expect((await ask('emails?search=to:secretive')).subjects).toEqual([]);
    for (const q of ['is:mine', 'before:soon', '', 'foo:bar'])
      expect(await ask(`cases?search=${q}`)).toMatchObject({ status: 400 });
    expect(await ask('teams?search=lamp')).toMatchObject({ status: 400 });
  });
});

describe('the index', () => {
  test('is made and filled anew where it is missing', async () => {
    await mailroom.strapi.stop();
    for (const table of ['emails', 'entries', 'cases'])
      await changeRows(mailroom.strapi.database, `DROP TABLE mailroom_search_${table}`, []);
    await mailroom.restart();
    expect(await found(lena, 'flickers')).toEqual([]);
    await mailroom.receive(support, { from: 'new@feld.example', subject: 'Meanwhile', text: 'A xylophone' });
    expect(await found(lena, 'xylophone')).toEqual(['Meanwhile']);
    await mailroom.admin.post('/mailroom/jobs/search/run');
    for (const word of ['flickers', 'bergamot', 'harpsichord', 'tiffany', 'zeppelin', 'xylophone'])
      expect({ word, found: (await found(lena, word)).length }).toEqual({ word, found: 1 });
    expect(await found(lena, 'firefly')).toEqual([]);
  }, 120_000);
});
