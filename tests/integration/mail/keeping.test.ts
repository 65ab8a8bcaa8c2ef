/** What a group account keeps no longer goes, part by part and nothing else; and a person goes from everything, while cases stay. */
import { readdir } from 'node:fs/promises';
import type {
  Anonymisation,
  CaseDetail,
  CorrespondentView,
  EmailView,
  GroupAccountDetail,
  Page,
  PersonPreview,
  RetentionPreview,
  RetentionRules,
  RetentionRun,
  ScheduledJob,
  SearchPage,
  Single,
} from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import {
  changeRows,
  letTimePassForLeftPacks,
  readRows,
  storedMoment,
  whileHoldComes,
  whileSourceCannotMove,
} from '../../support/database';
import { drafting } from '../../support/drafting';
import { whereKept } from '../../support/everything-kept';
import {
  answerInState,
  caseBySubject,
  caseDetail,
  casesOf,
  replyForm,
  startMailroom,
  timeline,
  type Mailroom,
} from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';
const MIA = 'mia@wald.example';
const JONAS = 'jonas_f@feld.example';
const DAY = 24 * 60 * 60 * 1000;
const RULES: RetentionRules = { sources: 6, attachments: 12, bodies: 24, mails: 60 };

let mailroom: Mailroom;
let lena: AdminClient;
let account: GroupAccountDetail;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
  lena = await mailroom.agent('Lena');
  account = await mailroom.account(SUPPORT, {
    name: 'Support',
    teams: [(await mailroom.team('Support', [lena])).id],
  });
}, 180_000);

afterAll(() => mailroom?.stop());

const moment = (daysAgo: number): Date | number =>
  storedMoment(mailroom.strapi.database, new Date(Date.now() - daysAgo * DAY));

/** As if all mails under a subject had been sent so many days ago. */
const age = (subject: string, days: number) =>
  changeRows(mailroom.strapi.database, 'update mailroom_emails set sent_at = ? where subject like ?', [
    moment(days),
    `%${subject}`,
  ]);

async function close(id: string, daysAgo = 60): Promise<void> {
  await lena.put(`/mailroom/cases/${id}`, { status: 'closed' });
  await changeRows(
    mailroom.strapi.database,
    'update mailroom_cases set closed_at = ? where document_id = ?',
    [moment(daysAgo), id],
  );
}

async function preview(rules: RetentionRules = RULES): Promise<RetentionPreview> {
  const { body } = await mailroom.admin.post<Single<RetentionPreview>>(
    `/mailroom/group-accounts/${account.id}/retention-preview`,
    rules,
  );
  return body.data;
}

async function keepHouse() {
  const { body } = await mailroom.admin.post<Single<ScheduledJob>>('/mailroom/jobs/housekeeping/run');
  expect(body.data.lastError).toBeNull();
  const { lastResult } = body.data;
  return ['sources', 'attachments', 'bodies', 'mails'].map((part) => lastResult?.[`mail-${part}`]);
}

const countsOf = ({ sources, attachments, bodies, mails }: RetentionPreview['now']) => [
  ...[sources, attachments, bodies, mails],
];

async function mailsOf(caseId: string): Promise<readonly EmailView[]> {
  const entries = await timeline(lena, caseId);
  return entries.flatMap((entry) => ('email' in entry && entry.email !== null ? [entry.email] : []));
}

const found = async (words: string): Promise<number> => {
  const { body } = await lena.get<SearchPage>(`/mailroom/search?q=${encodeURIComponent(words)}`);
  return body.items.length;
};

const FILE = { filename: 'invoice.txt', content: 'Rhinoceros invoice' };

describe('rules of an account', () => {
  test('must make sense', async () => {
    for (const [rules, field] of [
      [{ ...RULES, sources: null }, 'sources'],
      [{ ...RULES, sources: 13 }, 'sources'],
      [{ ...RULES, bodies: 61 }, 'bodies'],
      [{ ...RULES, mails: 0 }, 'mails'],
    ] as const) {
      const { status, body } = await mailroom.admin.put(`/mailroom/group-accounts/${account.id}`, {
        ...mailroom.accountInput(SUPPORT, { name: 'Support' }),
        teams: account.teams.map(({ id }) => id),
        retention: rules,
      });
      expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(field)]);
    }
  });

  test('delete what is old, part by part, and tell so', async () => {
    const messageId = '<old-matter@wald.example>';
    const old = { from: `Mia Wald <${MIA}>`, subject: 'Old matter', text: 'About a hippopotamus', messageId };
    await mailroom.receive(account, { ...old, attachments: [FILE] });
    await mailroom.receive(account, { from: MIA, subject: 'Open matter', text: 'Open', attachments: [FILE] });
    await mailroom.receive(account, { from: MIA, subject: 'Lately closed', text: 'Closed' });
    await mailroom.admin.post('/mailroom/jobs/search/run');
    const oldCase = await caseBySubject(lena, 'Old matter');
    const openCase = await caseBySubject(lena, 'Open matter');
    const lately = await caseBySubject(lena, 'Lately closed');
    await close(oldCase.id);
    await close(lately.id, 5);
    await age('Open matter', 5000);
    await age('Lately closed', 5000);
    const saved = await mailroom.admin.put<Single<GroupAccountDetail>>(
      `/mailroom/group-accounts/${account.id}`,
      {
        ...mailroom.accountInput(SUPPORT, { name: 'Support' }),
        teams: account.teams.map(({ id }) => id),
        retention: RULES,
      },
    );
    expect(saved.body.data.retention).toEqual(RULES);
    expect(countsOf((await preview()).now)).toEqual([0, 0, 0, 0]);

    for (const [days, counts, parts] of [
      [200, [1, 0, 0, 0], ['sources']],
      [400, [0, 1, 0, 0], ['sources', 'attachments']],
      [800, [0, 0, 1, 0], ['sources', 'attachments', 'bodies']],
    ] as const) {
      await age('Old matter', days);
      expect(countsOf((await preview()).now)).toEqual(counts);
      expect(await keepHouse()).toEqual(counts);
      expect(await keepHouse()).toEqual([0, 0, 0, 0]);
      const [mail] = await mailsOf(oldCase.id);
      expect(mail?.removed).toMatchObject({ parts, by: 'Support' });
    }
    const [mail] = await mailsOf(oldCase.id);
    const [file] = mail?.attachments ?? [];
    expect([mail?.hasSource, mail?.snippet, file?.deleted, file?.name]).toEqual([
      false,
      '',
      true,
      FILE.filename,
    ]);
    expect((await lena.get(`/mailroom/emails/${mail?.id}/source`)).status).toBe(404);
    expect((await lena.get(`/mailroom/attachments/${file?.id}`)).status).toBe(404);
    expect(await found('hippopotamus')).toBe(0);
    // The other mail holds the same file.
    const [kept] = (await mailsOf(openCase.id)).flatMap(({ attachments }) => attachments);
    expect((await lena.download(`/mailroom/attachments/${kept?.id}`)).status).toBe(200);
    expect((await mailsOf(openCase.id))[0]?.removed).toBeNull();
    expect((await mailsOf(lately.id))[0]?.removed).toBeNull();

    // It can be answered and forwarded still, and answers find it.
    const reply = replyForm({ text: 'Late, but here', idempotencyKey: 'an answer to old mail' });
    expect((await lena.upload(`/mailroom/cases/${oldCase.id}/replies`, reply)).status).toBe(200);
    await answerInState(lena, oldCase.id, 'sent');
    await drafting(lena).begin({ kind: 'forward', caseId: oldCase.id, emailId: mail?.id ?? '' });
    await mailroom.receive(account, {
      ...{ from: MIA, subject: 'Re: Old matter', text: 'Thank you', inReplyTo: messageId },
    });
    expect((await caseDetail(lena, oldCase.id)).emailCount).toBe(3);

    await age('Old matter', 2000);
    expect(await keepHouse()).toEqual([0, 0, 0, 0]);
    await close(oldCase.id);
    const { now } = await preview();
    expect(now.mails).toBe(3);
    expect((await keepHouse())[3]).toBe(3);
    expect((await caseDetail(lena, oldCase.id)).emailCount).toBe(0);
    const told = (await timeline(lena, oldCase.id)).filter(({ kind }) => kind === 'email-deleted');
    for (const { reason } of told)
      expect(reason).toMatchObject({ code: 'mail.kept-no-longer', params: { account: 'Support' } });
    expect(told.reduce((sum, { reason }) => sum + Number(reason?.params.count), 0)).toBe(3);
    await mailroom.receive(account, { ...old, attachments: [FILE] });
    expect((await caseDetail(lena, oldCase.id)).emailCount).toBe(0);
    const { body: audit } = await mailroom.admin.get<Page<{ subjectName: string; change: string }>>(
      '/mailroom/audit?subject=group-account&limit=100',
    );
    expect(audit.items.filter(({ change }) => change === 'run')).toHaveLength(4);
    const runs = async (query: string) => {
      const path = `/mailroom/group-accounts/${account.id}/retention-runs?${query}`;
      return (await mailroom.admin.get<Page<RetentionRun>>(path)).body;
    };
    const newest = await runs('limit=3');
    expect(newest.items.map(({ counts }) => countsOf(counts))).toEqual([
      [0, 0, 0, 3].map(() => expect.any(Number)),
      [0, 0, 1, 0],
      [0, 1, 0, 0],
    ]);
    expect(newest.items[0]?.counts.mails).toBe(3);
    const older = await runs(`limit=3&cursor=${newest.nextCursor}`);
    expect([older.items.map(({ counts }) => countsOf(counts)), older.nextCursor]).toEqual([
      [[1, 0, 0, 0]],
      null,
    ]);
  }, 120_000);
});

describe('a case that is held', () => {
  const HELD = { from: 'Nora Bach <nora@bach.example>', text: 'About a walrus' };

  test('loses nothing by rules, by hand only after asking, and its person stays', async () => {
    await mailroom.receive(account, { ...HELD, subject: 'Held matter' });
    await mailroom.receive(account, { ...HELD, from: MIA, subject: 'Other matter' });
    const [held, other] = [
      await caseBySubject(lena, 'Held matter'),
      await caseBySubject(lena, 'Other matter'),
    ];
    const path = `/mailroom/cases/${held.id}`;
    expect((await lena.put(`${path}/hold`)).status).toBe(403);
    const { body: marked } = await mailroom.admin.put<Single<CaseDetail>>(`${path}/hold`);
    expect(marked.data.held).toMatchObject({ by: { name: expect.any(String) } });
    await mailroom.admin.put(`${path}/hold`);
    expect((await lena.get<SearchPage>('/mailroom/search?q=is:held')).body.items).toHaveLength(1);
    for (const { id } of [held, other]) await close(id);
    for (const subject of ['Held matter', 'Other matter']) await age(subject, 5000);
    expect(await preview()).toMatchObject({ now: { mails: 1 }, held: 1 });
    expect((await keepHouse())[3]).toBe(1);
    const [mail] = await mailsOf(held.id);
    expect(mail?.hasSource).toBe(true);

    for (const what of [path, `/mailroom/emails/${mail?.id}`])
      expect(await mailroom.admin.delete(what)).toMatchObject({
        status: 409,
        body: { error: { details: { code: 'held' } } },
      });
    expect((await mailroom.admin.delete(`${path}?evenIfHeld=perhaps`)).status).toBe(400);
    const { body: people } = await mailroom.admin.get<Page<CorrespondentView>>(
      '/mailroom/correspondents?search=nora@bach.example',
    );
    const nora = `/mailroom/correspondents/${people.items[0]?.id}`;
    const question = { addresses: [], confirmation: 'nora@bach.example' };
    const seen = await mailroom.admin.post<Single<PersonPreview>>(`${nora}/anonymisation-preview`, {
      addresses: [],
    });
    expect(seen.body.data.heldCases).toEqual([held.number]);
    expect((await mailroom.admin.post(`${nora}/anonymisations`, question)).status).toBe(409);

    // Where its mail goes, the hold goes along; there it is asked about as well, and released apart.
    await lena.post(`/mailroom/emails/${mail?.id}/move`, { caseId: other.id });
    expect((await caseDetail(lena, other.id)).held).not.toBeNull();
    expect(
      (await mailroom.admin.delete<Single<CaseDetail>>(`/mailroom/cases/${other.id}/hold`)).body.data.held,
    ).toBeNull();
    expect((await timeline(lena, other.id)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['held', 'released']),
    );
    await close(other.id);
    expect((await keepHouse())[3]).toBe(1);
    expect((await mailroom.admin.delete(`${path}?evenIfHeld=true`)).status).toBe(200);
    const { body: audit } = await mailroom.admin.get<Page<{ subjectName: string; fields: object }>>(
      '/mailroom/audit?subject=case&limit=100',
    );
    const told = audit.items.filter(({ subjectName }) =>
      [held, other].some(({ number }) => subjectName === `#${number}`),
    );
    expect(told.map(({ fields }) => fields)).toEqual([
      {},
      { held: { from: true, to: false } },
      { held: { from: false, to: true } },
    ]);
  }, 120_000);
});

test('a hold that comes while a rule or the removal of a person is under way keeps everything', async () => {
  const IDA = 'ida@moor.example';
  const mail = { from: `Ida Moor <${IDA}>`, text: 'About a pelican', attachments: [FILE] };
  await mailroom.receive(account, { ...mail, subject: 'Disputed' }, { ...mail, subject: 'Undisputed' });
  const disputed = await caseBySubject(lena, 'Disputed');
  const undisputed = await caseBySubject(lena, 'Undisputed');
  const mailOf = async ({ id }: { readonly id: string }) => (await mailsOf(id))[0];
  await close(disputed.id);
  await age('Disputed', 5000);
  const before = await mailOf(disputed);
  // Whatever has read by then that nobody holds it waits for whoever does so just now.
  const rules = await whileHoldComes(mailroom.strapi.database, disputed.number, keepHouse);
  expect(rules).toEqual([0, 0, 0, 0]);
  expect(await mailOf(disputed)).toEqual(before);

  await mailroom.admin.delete(`/mailroom/cases/${disputed.id}/hold`);
  const id = await whileHoldComes(mailroom.strapi.database, disputed.number, async () => {
    const run = (await mailroom.strapi.call('people', 'anonymise', [IDA])) as Anonymisation;
    return run.id;
  });
  const { counts } = await personGone(id);
  expect(counts).toMatchObject({ keptMails: 1, removedTexts: 1, removedSources: 1 });
  expect(await mailOf(disputed)).toEqual(before);
  const source = await lena.download(`/mailroom/emails/${before?.id}/source`);
  expect(source.bytes.toString()).toContain(IDA);
  expect((await lena.download(`/mailroom/attachments/${before?.attachments[0]?.id}`)).status).toBe(200);
  expect((await mailOf(undisputed))?.from.address).toMatch(/@anonymous\.invalid$/);
}, 120_000);

const wherever = (words: RegExp): Promise<readonly string[]> => whereKept(mailroom.strapi, words);

/** Waits until a removal has ended, and answers its report. */
const personGone = (id: string): Promise<Anonymisation> =>
  waitUntil(
    'the person to be gone',
    async () => {
      const { body } = await mailroom.admin.get<Single<Anonymisation>>(`/mailroom/anonymisations/${id}`);
      return body.data.state === 'done' ? body.data : null;
    },
    { timeout: 60_000, interval: 200 },
  );

/** As it lies on the disk: which pack holds the source of a mail. */
const packOf = async (subject: string): Promise<string> => {
  const [row] = await readRows<{ place: string | null }>(
    mailroom.strapi.database,
    'select source_place as place from mailroom_emails where subject = ?',
    [subject],
  );
  return row?.place?.split(':')[0] ?? '';
};

test('a pack that is mostly empty is written anew, and a person leaves the old one too', async () => {
  const OTTO = 'otto@see.example';
  const subjects = ['Pack one', 'Pack two', 'Pack three', 'Pack four'];
  const mails = subjects.map((subject, position) => ({
    ...{ from: position === 3 ? OTTO : MIA, subject, text: `About ${subject}` },
  }));
  await mailroom.receive(account, ...mails);
  const old = await packOf('Pack four');
  expect(old).toMatch(/^[0-9a-f-]{36}$/);
  for (const subject of subjects.slice(0, 3))
    await mailroom.admin.delete(`/mailroom/cases/${(await caseBySubject(lena, subject)).id}`);
  const { body } = await mailroom.admin.post<Single<ScheduledJob>>('/mailroom/jobs/housekeeping/run');
  expect(body.data.lastResult?.packs).toBeGreaterThan(0);
  expect(await packOf('Pack four')).not.toBe(old);
  const [mail] = await mailsOf((await caseBySubject(lena, 'Pack four')).id);
  const source = await lena.download(`/mailroom/emails/${mail?.id}/source`);
  expect(source.bytes.toString()).toContain('About Pack four');
  // Whoever has just read where it lies finds it there still.
  expect(await wherever(/otto@see\.example/)).toContain(`${old}.pack`);

  const { id } = (await mailroom.strapi.call('people', 'anonymise', [OTTO])) as Anonymisation;
  await personGone(id);
  expect(await wherever(/otto@see\.example/i)).toEqual([]);
}, 120_000);

test('a process that dies while packs are written anew loses no source and leaves nothing for good', async () => {
  const { database } = mailroom.strapi;
  const subjects = ['Kept of a pack', 'Gone one', 'Gone two', 'Gone three'];
  const mails = subjects.map((subject) => ({ from: MIA, subject, text: `About ${subject}` }));
  await mailroom.receive(account, ...mails);
  for (const subject of subjects.slice(1))
    await mailroom.admin.delete(`/mailroom/cases/${(await caseBySubject(lena, subject)).id}`);
  const packs = async (): Promise<readonly string[]> =>
    (await readdir(mailroom.strapi.storageFolder, { recursive: true }))
      .flatMap((file) => /([^/]+)\.pack$/.exec(file)?.[1] ?? [])
      .sort();
  const expectReadable = async (): Promise<void> => {
    const [mail] = await mailsOf((await caseBySubject(lena, 'Kept of a pack')).id);
    const source = await lena.download(`/mailroom/emails/${mail?.id}/source`);
    expect(source.bytes.toString()).toContain('About Kept of a pack');
  };
  const dyingWhen = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
    const run = mailroom.admin.post('/mailroom/jobs/housekeeping/run').catch(() => undefined);
    await waitUntil(what, isSo, { timeout: 30_000, interval: 5 });
    await mailroom.strapi.kill();
    await run;
  };
  const [old, before] = [await packOf('Kept of a pack'), await packs()];

  await whileSourceCannotMove(database, 'Kept of a pack', () =>
    dyingWhen('a new pack', async () => (await packs()).length > before.length),
  );
  await mailroom.restart({ kill: true });
  expect(await packOf('Kept of a pack')).toBe(old);
  await expectReadable();

  await dyingWhen('the row to say the new place', async () => (await packOf('Kept of a pack')) !== old);
  await mailroom.restart({ kill: true });
  expect(await packs()).toEqual(expect.arrayContaining([old, await packOf('Kept of a pack')]));
  await expectReadable();

  await letTimePassForLeftPacks(database);
  await keepHouse();
  const since = (await packs()).filter((pack) => pack === old || !before.includes(pack));
  expect(since).toEqual([await packOf('Kept of a pack')]);
  await expectReadable();
}, 180_000);

describe('a person', () => {
  test('goes from mails, files, cases, the trail and the index', async () => {
    const from = `Jonas Feldmann <${JONAS}>`;
    const messageId = `<first@feld.example>`;
    await mailroom.receive(account, {
      ...{ from, subject: 'Parcel of Jonas Feldmann', text: 'My parcel: zebra', messageId },
      attachments: [{ filename: 'Feldmann.txt', content: `I am ${JONAS}` }],
    });
    const mine = await caseBySubject(lena, 'Parcel of Jonas Feldmann');
    const hello = { text: 'Dear Jonas, your parcel is on its way', idempotencyKey: 'an answer to jonas' };
    expect((await lena.upload(`/mailroom/cases/${mine.id}/replies`, replyForm(hello))).status).toBe(200);
    await answerInState(lena, mine.id, 'sent');
    await lena.post(`/mailroom/cases/${mine.id}/notes`, { text: `Called ${JONAS}, Mr Feldmann is angry` });
    await drafting(lena).begin({ kind: 'reply', caseId: mine.id });
    await mailroom.receive(account, {
      ...{ from: `Mia Wald <${MIA}>`, cc: from, subject: 'Of both', text: 'Jonas Feldmann and I: giraffe' },
      attachments: [{ filename: 'both.txt', content: `Write to ${JONAS.toUpperCase()}` }],
    });
    const html = `<p>See <a href="mailto:${JONAS}">him</a>, http://x.example/?u=jonas_f%40feld.example, other.${JONAS}</p>`;
    await mailroom.receive(account, {
      from: MIA,
      subject: 'Quoting',
      html,
      text: `> ${JONAS} wrote:\n\nWhy?`,
    });
    await mailroom.admin.post('/mailroom/jobs/search/run');
    await mailroom.admin.post('/mailroom/jobs/send/run');
    expect(await found('feldmann')).toBeGreaterThan(0);
    // Where it is looked for afterwards.
    expect(await wherever(/jonas_f@feld\.example/i)).toEqual(
      expect.arrayContaining(['mailroom_emails', expect.stringMatching(/\.(pack|gz)$/)]),
    );

    const { body: list } = await mailroom.admin.get<Page<CorrespondentView>>(
      `/mailroom/correspondents?search=${JONAS}`,
    );
    const jonas = list.items.find(({ address }) => address === JONAS);
    const path = `/mailroom/correspondents/${jonas?.id}`;
    expect((await lena.post(`${path}/anonymisation-preview`, { addresses: [] })).status).toBe(403);
    const { body: seen } = await mailroom.admin.post<Single<PersonPreview>>(`${path}/anonymisation-preview`, {
      addresses: [],
    });
    expect(seen.data).toMatchObject({ from: 1, to: 2, files: 1, cases: 2, drafts: 1 });
    const wrong = { addresses: [SUPPORT], confirmation: JONAS };
    expect((await mailroom.admin.post(`${path}/anonymisations`, wrong)).status).toBe(400);
    const another = { addresses: [], confirmation: MIA };
    expect((await mailroom.admin.post(`${path}/anonymisations`, another)).status).toBe(400);
    const { status, body: begun } = await mailroom.admin.post<Single<Anonymisation>>(
      `${path}/anonymisations`,
      { addresses: [], confirmation: JONAS },
    );
    expect(status).toBe(202);
    const report = await personGone(begun.data.id);
    expect(report.counts).toMatchObject({ removedTexts: 1, correspondents: 1 });
    const { body: reports } = await mailroom.admin.get<Page<Anonymisation>>(
      '/mailroom/anonymisations?limit=1',
    );
    expect(reports.items).toEqual([{ ...report, by: expect.objectContaining({ id: mailroom.admin.id }) }]);

    expect(await wherever(/(?<!other\.)jonas_f(@|%40|&#64;)feld\.example/i)).toEqual([]);
    expect(await wherever(/feldmann/i)).toEqual([]);
    // Somebody else's address that ends the same.
    expect(await wherever(/other\.jonas_f@feld\.example/i)).not.toEqual([]);
    expect([await found('feldmann'), await found('zebra')]).toEqual([0, 0]);
    expect(await found('giraffe')).toBe(1);

    const detail = await caseDetail(lena, mine.id);
    expect([detail.subject, detail.emailCount]).toEqual(['Parcel of […]', 2]);
    const [own, answer] = await mailsOf(mine.id);
    expect(own?.from.address).toMatch(/@anonymous\.invalid$/);
    expect(own?.removed).toMatchObject({ parts: ['sources', 'attachments', 'bodies'], by: null });
    expect(answer?.to[0]?.address).toBe(own?.from.address);

    // What the person writes from now on is new, and still finds the case by our answer.
    const [ours] = await readRows<{ id: string }>(
      mailroom.strapi.database,
      "select message_id as id from mailroom_emails where direction = 'out' and subject like ?",
      ['%Parcel of%'],
    );
    await mailroom.receive(account, {
      ...{ from, subject: 'Re: Parcel', text: 'Back again', inReplyTo: ours?.id ?? '' },
    });
    expect((await caseDetail(lena, mine.id)).emailCount).toBe(3);
    expect((await casesOf(lena)).filter(({ subject }) => subject === 'Re: Parcel')).toEqual([]);
  }, 180_000);
});
