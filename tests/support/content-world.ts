/** For the test of every route for apps: something of each kind, and secrets in it that no answer may hold. */
import type { Single } from '../../server/src/api/contracts';
import { filterInput, personalInput, templateInput } from './access-world';
import type { FreshThings } from './content-routes';
import type { ApiClient } from './app-users';
import { readRows } from './database';
import { drafting } from './drafting';
import { answerInState, caseBySubject, MAIL_PASSWORD, timeline, type Mailroom } from './mailroom';

export const SUPPORT = 'support@shop.example';
export const PERSONAL = 'personal@shop.example';
/** Whose case it is. */
export const REQUESTER = 'jonas@feld.example';

/** In what only its owner may read, in what only agents may, and in what only the author may. */
export const SECRETS = {
  personalMail: 'zqxpersonal',
  note: 'zqxnote',
  bcc: 'zqxbcc',
  draft: 'zqxdraft',
} as const;

interface HasId {
  readonly id: string;
}

export type ContentWorld = Awaited<ReturnType<typeof makeContentWorld>>;

export async function makeContentWorld(mailroom: Mailroom) {
  const { admin, dovecot } = mailroom;
  const team = await mailroom.team('Support', []);
  const account = await mailroom.account(SUPPORT, { teams: [team.id] });
  await mailroom.receive(account, {
    from: `Jonas <${REQUESTER}>`,
    subject: 'Ours',
    text: 'Hello',
    attachments: [{ filename: 'file.txt', content: 'Confidential' }],
  });
  const { id } = await caseBySubject(admin, 'Ours');
  const received = (await timeline(admin, id)).find(({ kind }) => kind === 'email-received');
  if (received?.kind !== 'email-received') throw new Error('no mail in the stream');
  const made = async (path: string, input: object): Promise<string> => {
    const { status, body } = await admin.post<Single<HasId>>(path, input);
    if (status > 299) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body.data.id;
  };
  const personal = await made('/mailroom/personal-accounts', personalInput(mailroom, PERSONAL));
  await admin.post(`/mailroom/personal-accounts/${personal}/fetch`);
  await dovecot.deliver(
    PERSONAL,
    Buffer.from(`From: a@b.example\r\nSubject: ${SECRETS.personalMail}\r\n\r\nx`),
  );
  await admin.post(`/mailroom/personal-accounts/${personal}/fetch`);
  await addPrivateThings(mailroom, id);
  return {
    case: id,
    email: received.email.id,
    attachment: received.email.attachments[0]?.id ?? '',
    team: team.id,
    account: account.id,
    personal,
    template: await made('/mailroom/templates', templateInput('Ours')),
    filter: await made('/mailroom/filters', { ...filterInput('Ours'), scope: { kind: 'global' } }),
  };
}

async function addPrivateThings({ admin }: Mailroom, caseId: string): Promise<void> {
  const agent = drafting(admin);
  const answer = await agent.begin({ kind: 'reply', caseId });
  const bcc = [{ name: '', address: `${SECRETS.bcc}@feld.example` }];
  await agent.send(await agent.write(answer, { html: '<p>Answer</p>', bcc }));
  await answerInState(admin, caseId, 'sent');
  const note = { text: SECRETS.note, mentions: [] };
  const { status } = await admin.post(`/mailroom/cases/${caseId}/notes`, note);
  if (status !== 200) throw new Error(`The note was answered with ${status}`);
  await agent.write(await agent.begin({ kind: 'reply', caseId }), { subject: SECRETS.draft });
}

/** Makes things by way of an app that may do everything. */
export function freshThings(mailroom: Mailroom, app: ApiClient, world: ContentWorld): FreshThings {
  let count = 0;
  const post = async (path: string, fields: object): Promise<{ readonly data: Record<string, unknown> }> => {
    const { status, body } = await app.post<{ data: Record<string, unknown> }>(path, { data: fields });
    if (status > 299) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const made = async (path: string, fields: object): Promise<string> =>
    String((await post(path, fields)).data.documentId);
  const opened = async () => {
    count += 1;
    const { data } = await post('/cases', {
      groupAccount: world.account,
      requester: { name: 'Fresh', address: `fresh${count}@feld.example` },
      subject: `Fresh ${count}`,
      text: 'Hello',
    });
    return data as { readonly email: string; readonly case: { readonly documentId: string } };
  };
  return {
    case: async () => (await opened()).case.documentId,
    email: async () => (await opened()).email,
    filter: () => made('/filters', { ...filterInput(`Fresh ${(count += 1)}`), scope: { kind: 'global' } }),
    team: () => made('/teams', { name: `Fresh ${(count += 1)}`, color: '#112233', members: [] }),
    template: () => made('/templates', templateInput(`Fresh ${(count += 1)}`)),
    groupAccount: () => made('/group-accounts', mailroom.accountInput(`fresh${(count += 1)}@shop.example`)),
    personalAccount: () =>
      made('/personal-accounts', personalInput(mailroom, `fresh${(count += 1)}@shop.example`)),
  };
}

/** What stands in no answer to whomever: passwords, as they are and as they are stored, and what is private. */
export async function forbiddenWords({ strapi }: Mailroom): Promise<readonly string[]> {
  const sealed = await readRows<{ imap: string | null; smtp: string | null }>(
    strapi.database,
    'SELECT imap_secret AS imap, smtp_secret AS smtp FROM mailroom_mailboxes',
  );
  const stored = sealed.flatMap(({ imap, smtp }) => [imap, smtp]).filter((one) => one !== null && one !== '');
  return [
    MAIL_PASSWORD,
    SECRETS.personalMail,
    SECRETS.bcc,
    SECRETS.draft,
    '@agents.test',
    ...(stored as string[]),
  ];
}
