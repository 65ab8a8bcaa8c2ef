/** What the search box can offer as values, from what the panel has or may ask for; asked for once somebody types. */
import { useMemo } from 'react';
import { parseSearch, termAt } from '../../../../server/src/domain/search/parse';
import { useFindTagsQuery } from '../../services/caseLife';
import { useGetAgentsQuery } from '../../services/cases';
import { useGetSendersQuery } from '../../services/drafts';
import { useGetInboxFoldersQuery } from '../../services/inbox';
import type { SearchChoices } from '../../utils/search-suggestions';
import type { Me } from '../../../../server/src/api/contracts';

const NONE: readonly never[] = [];

interface Typed {
  readonly text: string;
  readonly caret: number;
}

export function useSearchChoices(
  me: Me,
  { text, caret }: Typed,
  active: boolean,
  recent: readonly string[],
): SearchChoices {
  const { readCases, assignCases, manageTeams } = me.allowed;
  const term = termAt(parseSearch(text), caret);
  const asks = (operator: string): boolean => active && term?.operator === operator;
  const { data: agents = NONE } = useGetAgentsQuery(undefined, {
    skip: !asks('assignee') || !(assignCases || manageTeams),
  });
  const { data: tags = NONE } = useFindTagsQuery(term?.value ?? '', {
    skip: !asks('tag') || !readCases,
  });
  const { data: senders = NONE } = useGetSendersQuery(null, {
    skip: !(asks('account') || asks('from') || asks('to')),
  });
  const { data: folders = NONE } = useGetInboxFoldersQuery(undefined, { skip: !active });
  return useMemo(
    () => ({
      agents: agents.map(({ name }) => name),
      teams: me.teams.map(({ name }) => name),
      tags: tags.map(({ name }) => name),
      accounts: [...new Set(senders.map(({ address }) => address))],
      folders: folders.map(({ name }) => name),
      recent,
    }),
    [agents, me.teams, tags, senders, folders, recent],
  );
}
