/** What hints of the server make load again, and what the panel says of the case that it shows. */
import { mailroomApi } from './api';
import type { Hints } from '../live/hint-gate';
import type { Presence, PresenceInput, PresentAgents } from '../../../server/src/api/contracts';

/** Lists and counters. What searches and saved views find is left alone: it costs more, and results are not to move. */
const LISTS = [
  'MailroomCounters',
  'MailroomCaseList',
  'MailroomEmailList',
  'MailroomInboxList',
  'MailroomInboxCounters',
  'MailroomDraftList',
  'MailroomSearch',
] as const;
const NOTICES = ['MailroomNotifications', 'MailroomInboxCounters'] as const;
const OPEN = ['MailroomCase', 'MailroomTimeline', 'MailroomEmail'] as const;

function tagsOf({ everything, lists, notifications, cases, emails }: Hints) {
  if (everything) return [...LISTS, ...NOTICES, ...OPEN];
  return [
    ...(lists ? LISTS : []),
    ...(notifications ? NOTICES : []),
    ...cases.flatMap((id) => [
      { type: 'MailroomCase', id } as const,
      { type: 'MailroomTimeline', id } as const,
    ]),
    ...emails.map((id) => ({ type: 'MailroomEmail', id }) as const),
  ];
}

/** Milliseconds for which an answer that is under way is waited for. */
const PATIENCE = 5_000;
const LOOK = 50;

interface Requests {
  readonly [path: string]:
    | {
        readonly queries?: Readonly<
          Record<string, { readonly status?: string; readonly requestId?: string } | undefined>
        >;
      }
    | undefined;
}

const underWay = (state: unknown): readonly string[] =>
  Object.entries((state as Requests)[mailroomApi.reducerPath]?.queries ?? {}).flatMap(([key, query]) =>
    key.startsWith('mailroomGet') && query?.status === 'pending' ? (query.requestId ?? []) : [],
  );

/**
 * Waits for answers that were asked for before the hint came: they may be older than what it tells of, and what is under way is not
 * asked for again.
 */
async function answered(getState: () => unknown): Promise<void> {
  const before = new Set(underWay(getState()));
  const until = Date.now() + PATIENCE;
  while (Date.now() < until && underWay(getState()).some((id) => before.has(id)))
    await new Promise((resolve) => setTimeout(resolve, LOOK));
}

const liveApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    /** Asks the server nothing itself: what the hints name loads again, where it is shown. */
    mailroomApplyHints: build.mutation<null, Hints>({
      queryFn: async (_hints, { getState }) => {
        await answered(getState);
        return { data: null };
      },
      invalidatesTags: (_result, _error, hints) => tagsOf(hints),
    }),
    mailroomSayPresence: build.mutation<readonly Presence[], PresenceInput>({
      query: (data) => ({ url: '/mailroom/presence', method: 'POST', data }),
      transformResponse: ({ data }: PresentAgents) => data,
    }),
  }),
});

export const {
  useMailroomApplyHintsMutation: useApplyHintsMutation,
  useMailroomSayPresenceMutation: useSayPresenceMutation,
} = liveApi;
