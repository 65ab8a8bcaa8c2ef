/** Group and personal accounts over HTTP: settings, connection tests, health. Secrets go in and never come out. */
import {
  findGroupAccounts,
  findPersonalAccounts,
  type GroupAccount,
  type PersonalAccount,
} from '../../../data/accounts';
import { listAuditEntries } from '../../../data/audit';
import { type Strapi } from '../../../data/database';
import { type Mailbox } from '../../../data/mailboxes';
import { UIDS } from '../../../data/uids';
import { toldCounts } from '../../../domain/retention';
import { previewRetention } from '../../../jobs/keep-mail';
import type { Page, RetentionPreview, RetentionRun, Single } from '../../contracts';
import { decodeCursor, encodeCursor, found, parse, withViewer } from '../../http';
import { groupAccountDetail, personalAccountDetail } from '../../account-serializers';
import { saveGroupAccount, savePersonalAccount } from '../../accounts/save';
import { fetchNow, removeAccount, shownAccounts } from '../account-work';
import { answerTest } from '../answer-test';
import { serversToTest } from '../mailbox-input';
import * as schemas from '../schemas';

type Where = Readonly<Record<string, unknown>>;

export default ({ strapi }: { strapi: Strapi }) => {
  const group = async (where: Where): Promise<GroupAccount> =>
    found((await findGroupAccounts(strapi, where))[0]);
  const personal = async (where: Where): Promise<PersonalAccount> =>
    found((await findPersonalAccounts(strapi, where))[0]);

  const showGroup = async (where: Where) =>
    found((await shownAccounts(strapi, [await group(where)], groupAccountDetail))[0]);
  const showPersonal = async (where: Where) =>
    found((await shownAccounts(strapi, [await personal(where)], personalAccountDetail))[0]);

  return {
    listGroup: withViewer(strapi, async () => ({
      data: await shownAccounts(strapi, await findGroupAccounts(strapi), groupAccountDetail),
    })),
    readGroup: withViewer(strapi, async ({ params }) => ({
      data: await showGroup({ documentId: params.id }),
    })),
    createGroup: withViewer(strapi, async (context) => {
      const id = await saveGroupAccount(strapi, context.request.body, null);
      context.status = 201;
      return { data: await showGroup({ id }) };
    }),
    updateGroup: withViewer(strapi, async (context) => {
      const stored = await group({ documentId: context.params.id });
      const id = await saveGroupAccount(strapi, context.request.body, stored);
      return { data: await showGroup({ id }) };
    }),
    deleteGroup: withViewer(strapi, async ({ params }) =>
      removeAccount(strapi, UIDS.groupAccount, await group({ documentId: params.id })),
    ),
    fetchGroup: withViewer(strapi, async ({ params }) => {
      const account = await group({ documentId: params.id });
      await fetchNow(strapi, account);
      return { data: await showGroup({ id: account.id }) };
    }),

    previewRetention: withViewer(strapi, async (context): Promise<Single<RetentionPreview>> => {
      const account = await group({ documentId: context.params.id });
      const rules = parse(schemas.retention, context.request.body);
      return { data: await previewRetention(strapi, account, rules, new Date()) };
    }),

    retentionRuns: withViewer(strapi, async ({ params, query }): Promise<Page<RetentionRun>> => {
      const { documentId } = await group({ documentId: params.id });
      const { cursor, limit } = parse(schemas.listRuns, query);
      const { entries, next } = await listAuditEntries(
        strapi,
        {
          ...{ subject: 'group-account', subjectId: documentId, change: 'run' },
          ...{ actor: null, from: null, to: null },
        },
        { after: decodeCursor(cursor), limit },
      );
      return {
        items: entries.map((entry) => ({
          id: entry.documentId,
          at: entry.at.toISOString(),
          counts: toldCounts(entry.fields),
        })),
        nextCursor: next === null ? null : encodeCursor(next.at, next.id),
      };
    }),

    listPersonal: withViewer(strapi, async () => ({
      data: await shownAccounts(strapi, await findPersonalAccounts(strapi), personalAccountDetail),
    })),
    readPersonal: withViewer(strapi, async ({ params }) => ({
      data: await showPersonal({ documentId: params.id }),
    })),
    createPersonal: withViewer(strapi, async (context) => {
      const id = await savePersonalAccount(strapi, context.request.body, null);
      context.status = 201;
      return { data: await showPersonal({ id }) };
    }),
    updatePersonal: withViewer(strapi, async (context) => {
      const stored = await personal({ documentId: context.params.id });
      const id = await savePersonalAccount(strapi, context.request.body, stored);
      return { data: await showPersonal({ id }) };
    }),
    deletePersonal: withViewer(strapi, async ({ params }) =>
      removeAccount(strapi, UIDS.personalAccount, await personal({ documentId: params.id })),
    ),
    fetchPersonal: withViewer(strapi, async ({ params }) => {
      const account = await personal({ documentId: params.id });
      await fetchNow(strapi, account);
      return { data: await showPersonal({ id: account.id }) };
    }),

    test: withViewer(strapi, async (context) => {
      const input = parse(schemas.connectionTest, context.request.body);
      const stored = await storedMailbox(input);
      return answerTest(context, await serversToTest(strapi, input, stored));
    }),
  };

  async function storedMailbox(input: {
    readonly groupAccount?: string | undefined;
    readonly personalAccount?: string | undefined;
  }): Promise<Mailbox | null> {
    if (input.groupAccount !== undefined) return (await group({ documentId: input.groupAccount })).mailbox;
    return input.personalAccount === undefined
      ? null
      : (await personal({ documentId: input.personalAccount })).mailbox;
  }
};
