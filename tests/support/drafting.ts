/** An agent who writes with drafts: what tests of drafts do over and over. */
import type {
  DraftInput,
  DraftPage,
  DraftSendResult,
  DraftView,
  Sender,
  Single,
} from '../../server/src/api/contracts';
import type { AdminClient, Answer } from './admin-client';

export interface Drafting {
  /** Begins a draft, or finds the one that was begun. */
  begin(input: DraftInput): Promise<DraftView>;
  read(id: string): Promise<DraftView>;
  /** Saves into the version that the draft has. */
  write(draft: DraftView, change: object): Promise<DraftView>;
  send(draft: DraftView, more?: object): Promise<DraftSendResult>;
  trySending(draft: DraftView, more?: object): Promise<Answer<Single<DraftSendResult>>>;
  cancel(draft: DraftView): Promise<Answer<Single<DraftView>>>;
  list(query?: string): Promise<DraftPage>;
  senders(caseId?: string): Promise<readonly Sender[]>;
}

export function drafting(agent: AdminClient): Drafting {
  const data = <Data>({ status, body }: Answer<Single<Data>>): Data => {
    if (status > 299) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body.data;
  };
  const trySending: Drafting['trySending'] = ({ id, version }, more = {}) =>
    agent.post(`/mailroom/drafts/${id}/send`, { version, ...more });
  return {
    begin: async (input) => data(await agent.post<Single<DraftView>>('/mailroom/drafts', input)),
    read: async (id) => data(await agent.get<Single<DraftView>>(`/mailroom/drafts/${id}`)),
    write: async ({ id, version }, change) =>
      data(await agent.put<Single<DraftView>>(`/mailroom/drafts/${id}`, { version, ...change })),
    send: async (draft, more) => data(await trySending(draft, more)),
    trySending,
    cancel: ({ id }) => agent.post(`/mailroom/drafts/${id}/cancel`),
    list: async (query = '') => {
      const { status, body } = await agent.get<DraftPage>(`/mailroom/drafts${query}`);
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
      return body;
    },
    senders: async (caseId) =>
      data(await agent.get(`/mailroom/senders${caseId === undefined ? '' : `?case=${caseId}`}`)),
  };
}
