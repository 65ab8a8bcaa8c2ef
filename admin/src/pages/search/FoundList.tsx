/** The cases and mails that a search or a saved view finds, best or newest first. */
import { useMemo, useState } from 'react';
import { Box, Typography } from '@strapi/design-system';
import { CaseNumber } from '../../components/chips';
import { EmptyState, Skeleton } from '../../components/states';
import { useText } from '../../hooks/useText';
import { useQueryOf } from '../../hooks/useListedCases';
import { useGetSavedViewsQuery, useSearchQuery } from '../../services/search';
import { displayName } from '../../utils/addresses';
import { mailPath, placePath, type FoundPlace } from '../../utils/paths';
import { CaseChips } from '../inbox/list/CaseList';
import { EmailChips } from '../inbox/list/EmailList';
import { InboxRow } from '../inbox/list/InboxRow';
import { PAGE_SIZE, RowList } from '../inbox/list/RowList';
import { Highlighted } from './Highlighted';
import { SearchHelp } from './SearchHelp';
import { SearchToolbar } from './SearchToolbar';
import type { Me, SearchHit, SearchProblem } from '../../../../server/src/api/contracts';

/** Rows by relevance have no order that a newer one could break. */
function stable(hit: SearchHit, byTime: boolean) {
  const { id, unread } = hit.row;
  const at = hit.kind === 'case' ? hit.row.lastActivityAt : hit.row.date;
  return { id, unread, sortedBy: byTime ? at : '', hit };
}

interface HitRowProps {
  readonly hit: SearchHit;
  readonly place: FoundPlace;
  readonly openId: string | null;
}

const HitRow = ({ hit, place, openId }: HitRowProps) => {
  const { id, unread, subject } = hit.row;
  const common = {
    open: id === openId,
    unread,
    subject,
    snippet:
      hit.snippet.length > 0 ? (
        <Highlighted parts={hit.snippet} />
      ) : (
        hit.row.snippet && <>{hit.row.snippet}</>
      ),
  };
  if (hit.kind === 'case') {
    const { requester, emailCount, lastActivityAt } = hit.row;
    return (
      <InboxRow
        {...common}
        to={placePath(place, id)}
        who={displayName(requester)}
        count={emailCount}
        at={lastActivityAt}
        chips={<CaseChips row={hit.row} />}
      />
    );
  }
  return (
    <InboxRow
      {...common}
      to={mailPath(place, id)}
      who={displayName(hit.row.from)}
      at={hit.row.date}
      chips={
        <>
          {hit.row.case && <CaseNumber number={hit.row.case.number} />}
          <EmailChips row={hit.row} />
        </>
      }
    />
  );
};

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

interface FoundListProps {
  readonly place: FoundPlace;
  readonly openId: string | null;
  readonly me: Me;
}

const Found = ({ place, openId, me, q }: FoundListProps & { readonly q: string }) => {
  const text = useText();
  const [size, setSize] = useState(PAGE_SIZE);
  const { data, error, isFetching, refetch } = useSearchQuery(
    { q, ...place.show, size },
    { refetchOnMountOrArgChange: true },
  );
  const byTime = place.show.sort === 'newest';
  const rows = useMemo(() => data?.items.map((hit) => stable(hit, byTime)), [data, byTime]);
  return (
    <>
      <SearchToolbar place={place} query={q} me={me} />
      <Problems problems={data?.problems ?? []} />
      <RowList
        label={text('search.title')}
        rows={rows}
        complete={data?.nextCursor == null}
        error={error}
        loadingMore={isFetching && size > (data?.items.length ?? 0)}
        emptyText={text('search.nothing')}
        onRetry={() => void refetch()}
        onMore={() => setSize((rows?.length ?? 0) + PAGE_SIZE)}
        renderRow={({ hit }) => <HitRow hit={hit} place={place} openId={openId} />}
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
