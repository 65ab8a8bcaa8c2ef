/** What the bench with a million mails asks over HTTP, and how long the answers may take. */
import { encodeCursor } from '../server/src/api/http';
import type { AdminClient } from '../tests/support/admin-client';
import { COMMON_WORD, OTHER_COMMON_WORD, RARE_WORD } from './million-words';
import { quantile } from './result';

/** Milliseconds that 95 of 100 answers do not exceed. */
export const PAGE_LIMIT = 50;
const SEARCH_LIMIT = 100;

export interface Question {
  readonly name: string;
  readonly limit: number;
  /** asked at the same time, as the panel does */
  paths(turn: number): readonly string[];
}

export interface Places {
  /** documentIds of cases with 200 mails */
  readonly largeCases: readonly string[];
  /** documentId of a team with few closed cases */
  readonly smallTeam: string;
  readonly requester: string;
  readonly tag: string;
  /** in the middle of all mail */
  readonly middle: Date;
}

const LIST = '/mailroom/cases?limit=50&view=';

/** In the order of the day: lists, counters, one case, searches. */
export function questionsOf(places: Places): readonly Question[] {
  const deep = encodeCursor(places.middle, 1);
  const page = (name: string, ...paths: readonly string[]): Question => ({
    name,
    limit: PAGE_LIMIT,
    paths: () => paths,
  });
  const search = (name: string, q: string): Question => ({
    name: `search ${name}`,
    limit: SEARCH_LIMIT,
    paths: () => [`/mailroom/search?limit=50&q=${encodeURIComponent(q)}`],
  });
  const before = places.middle.toISOString().slice(0, 10);
  return [
    page('open cases', `${LIST}open`),
    page('open cases, deep', `${LIST}open&cursor=${deep}`),
    page('longest waiting', `${LIST}open&sort=waiting`),
    page('my cases', `${LIST}mine`),
    page('unassigned cases', `${LIST}unassigned`),
    page('closed cases', `${LIST}closed`),
    page('closed cases, deep', `${LIST}closed&cursor=${deep}`),
    page('small team, open', `${LIST}team&team=${places.smallTeam}`),
    page('small team, closed', `${LIST}team&part=closed&team=${places.smallTeam}`),
    page('mentions', `${LIST}mentions`),
    page('inbox', '/mailroom/inbox?view=inbox&limit=50'),
    page('inbox, deep', `/mailroom/inbox?view=inbox&limit=50&cursor=${deep}`),
    page('important mail', '/mailroom/inbox?view=important&limit=50'),
    page('other mail', '/mailroom/emails?view=team&limit=50'),
    page('sent', '/mailroom/sent?limit=50'),
    page('notifications', '/mailroom/notifications?limit=50'),
    page('counters', '/mailroom/counters'),
    page('inbox counters', '/mailroom/inbox/counters'),
    {
      name: 'case with 200 mails',
      limit: PAGE_LIMIT,
      paths: (turn) => {
        const id = places.largeCases[turn % places.largeCases.length];
        return [`/mailroom/cases/${id}`, `/mailroom/cases/${id}/timeline`];
      },
    },
    search('rare word', RARE_WORD),
    search('common word', COMMON_WORD),
    search('two words', `${COMMON_WORD} ${OTHER_COMMON_WORD}`),
    search('from:', `from:${places.requester}`),
    search('tag:', `tag:${places.tag}`),
    search('tag: and common word', `tag:${places.tag} ${COMMON_WORD}`),
    search('is:open and common word', `is:open ${COMMON_WORD}`),
    search('is:open and rare word', `is:open ${RARE_WORD}`),
    search('is:unread', 'is:unread'),
    search('before:', `before:${before}`),
    search('before: and common word', `before:${before} ${COMMON_WORD}`),
  ];
}

/** Each is done so often before that the machinery is warm. */
const WARM = 3;
const TIMES = 40;
/** Turns after which most of what a question runs has been compiled. */
const WARM_UP = 15;

/** Milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
}

/** @param prepare what is done before each turn and not timed */
export async function timesOf(
  act: (turn: number) => Promise<unknown>,
  prepare: (turn: number) => Promise<unknown> = async () => undefined,
): Promise<Times> {
  const taken: number[] = [];
  for (let turn = 0; turn < WARM + TIMES; turn += 1) {
    await prepare(turn);
    const start = performance.now();
    await act(turn);
    if (turn >= WARM) taken.push(performance.now() - start);
  }
  return { p50: quantile(taken, 0.5), p95: quantile(taken, 0.95) };
}

async function askOnce(client: AdminClient, { paths }: Question, turn: number): Promise<void> {
  const asked = paths(turn).map(async (path) => {
    const { status, body } = await client.get(path);
    if (status !== 200) throw new Error(`${path} answered ${status} ${JSON.stringify(body)}`);
  });
  await Promise.all(asked);
}

/** Of a question; where it has several paths, until the last is answered. */
export const ask = (client: AdminClient, question: Question): Promise<Times> =>
  timesOf((turn) => askOnce(client, question, turn));

/** Turns that nobody times. */
export async function warmUp(client: AdminClient, question: Question): Promise<void> {
  for (let turn = 0; turn < WARM_UP; turn += 1) await askOnce(client, question, turn);
}
