/** The cases and mails that a search or a saved view finds, best or newest first, which can be chosen and changed together. */
import { memo, useMemo } from 'react';
import { Box, Typography } from '@strapi/design-system';
import { EmptyState, Skeleton } from '../../components/states';
import { useText } from '../../hooks/useText';
import { useQueryOf } from '../../hooks/useListedCases';
import {
  foundAt,
  searchKey,
  useGetSavedViewsQuery,
  useMoreFoundMutation,
  useSearchQuery,
} from '../../services/search';
import type { BulkSubject, BulkTargets } from '../../utils/bulk';
import { mailPath, placePath, type FoundPlace } from '../../utils/paths';
import { CaseLine, mayChooseCases } from '../inbox/list/CaseList';
import { ChoosingBar } from '../inbox/list/ChoosingBar';
import { MailLine } from '../inbox/list/MailLine';
import { RowList } from '../inbox/list/RowList';
import {
  choosableCase,
  choosableMail,
  useSelection,
  type Choosable,
  type RowChoice,
} from '../inbox/list/useSelection';
import { Highlighted } from './Highlighted';
import { SearchHelp } from './SearchHelp';
import { SearchToolbar } from './SearchToolbar';
import type { Me, SearchHit, SearchProblem } from '../../../../server/src/api/contracts';

/** Rows by relevance have no order that a newer one could break. */
function stable(hit: SearchHit, byTime: boolean) {
  const { id, unread } = hit.row;
  return { id, unread, sortedBy: byTime ? foundAt(hit) : '', hit };
}

interface HitRowProps {
  readonly hit: SearchHit;
  readonly to: string;
  readonly open: boolean;
  readonly chosen: boolean;
  readonly choice: RowChoice;
  readonly choosesCases: boolean;
}

/** Drawn again only when something of this very row is another. */
const HitRow = memo(({ hit, choosesCases, choice, ...line }: HitRowProps) => {
  const snippet = hit.snippet.length > 0 ? <Highlighted parts={hit.snippet} /> : undefined;
  if (hit.kind === 'email') return <MailLine {...line} row={hit.row} snippet={snippet} choice={choice} />;
  return (
    <CaseLine
      {...line}
      row={hit.row}
      snippet={snippet}
      at={hit.row.lastActivityAt}
      choice={choosesCases ? choice : null}
    />
  );
});
HitRow.displayName = 'HitRow';

const addressOf = (place: FoundPlace, { kind, row }: SearchHit): string =>
  kind === 'case' ? placePath(place, row.id) : mailPath(place, row.id);

/** What of the search was not understood, in words. */
const Problems = ({ problems }: { readonly problems: readonly SearchProblem[] }) => {
  const text = useText();
  if (problems.length === 0) return null;
  return (
    <Box role="status" padding={3} paddingLeft={4} background="warning100">
      <ul>
        {problems.map(({ code, term }) => (
          <Typography key={`${code}:${term}`} tag="li" variant="pi" textColor="neutral800">
            {text(`search.problem.${code}`, { term })}
          </Typography>
        ))}
      </ul>
    </Box>
  );
};

const choosableHits = (hits: readonly SearchHit[], choosesCases: boolean): readonly Choosable[] =>
  hits.flatMap((hit) => {
    if (hit.kind === 'email') return [choosableMail(hit.row)];
    return choosesCases ? [choosableCase(hit.row)] : [];
  });

/** Everything that is found, of the kinds of which something is loaded. */
function wholeOf(rows: readonly Choosable[], search: string): BulkTargets {
  const found = (subject: BulkSubject) => (rows.some((row) => row.subject === subject) ? { search } : null);
  return { cases: found('cases'), mails: found('mails') };
}

interface FoundListProps {
  readonly place: FoundPlace;
  readonly openId: string | null;
  readonly me: Me;
}

const Found = ({ place, openId, me, q }: FoundListProps & { readonly q: string }) => {
  const text = useText();
  const search = { q, ...place.show };
  const { data, error, refetch } = useSearchQuery(search, { refetchOnMountOrArgChange: true });
  const [more, { isLoading }] = useMoreFoundMutation();
  const byTime = place.show.sort === 'newest';
  const rows = useMemo(() => data?.items.map((hit) => stable(hit, byTime)), [data, byTime]);
  const choosesCases = mayChooseCases(me);
  const choosable = useMemo(() => choosableHits(data?.items ?? [], choosesCases), [data, choosesCases]);
  const selection = useSelection(choosable);
  const complete = data?.nextCursor == null;
  return (
    <>
      <SearchToolbar place={place} query={q} me={me} />
      <Problems problems={data?.problems ?? []} />
      {rows && rows.length > 0 && (
        <ChoosingBar
          label={text('search.toolbar')}
          place={place}
          listKey={searchKey(search)}
          rows={choosable}
          selection={selection}
          whole={wholeOf(choosable, q)}
          complete={complete}
          me={me}
        />
      )}
      <RowList
        key={searchKey(search)}
        listKey={searchKey(search)}
        openId={openId}
        label={text('search.title')}
        rows={rows}
        complete={complete}
        error={error}
        loadingMore={isLoading}
        emptyText={text('search.nothing')}
        onRetry={() => void refetch()}
        onMore={() => void more(search)}
        renderRow={({ id, hit }) => (
          <HitRow
            hit={hit}
            to={addressOf(place, hit)}
            open={id === openId}
            chosen={selection.isChosen(id)}
            choice={selection.choice}
            choosesCases={choosesCases}
          />
        )}
      />
    </>
  );
};

export const FoundList = (props: FoundListProps) => {
  const text = useText();
  const q = useQueryOf(props.place);
  const { isLoading } = useGetSavedViewsQuery();
  if (q === null)
    return isLoading ? (
      <Skeleton blocks={6} label={text('list.loading')} />
    ) : (
      <EmptyState content={text('view.gone')} />
    );
  if (q.trim() === '') return <SearchHelp />;
  return <Found {...props} q={q} key={q} />;
};
