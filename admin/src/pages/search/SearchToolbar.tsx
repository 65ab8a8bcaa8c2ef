/** Which of what was found is shown, in which order, and keeping the search as a view. */
import { Box, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';
import { useText } from '../../hooks/useText';
import { useGetSavedViewsQuery } from '../../services/search';
import { placePath, type FoundPlace, type SearchShow } from '../../utils/paths';
import { SaveView } from './SaveView';
import type { Me } from '../../../../server/src/api/contracts';

const ROWS = ['all', 'cases', 'emails'] as const;
const SORTS = ['relevance', 'newest'] as const;

interface SearchToolbarProps {
  readonly place: FoundPlace;
  readonly query: string;
  readonly me: Me;
}

export const SearchToolbar = ({ place, query, me }: SearchToolbarProps) => {
  const text = useText();
  const navigate = useNavigate();
  const { data: views = [] } = useGetSavedViewsQuery();
  const change = (show: Partial<SearchShow>): void =>
    navigate(placePath({ ...place, show: { ...place.show, ...show } }));
  const view = place.kind === 'view' ? (views.find(({ id }) => id === place.view) ?? null) : null;
  return (
    <Flex gap={2} wrap="wrap" paddingLeft={4} paddingRight={4} paddingBottom={3}>
      <Box flex="1" minWidth="13rem">
        <SingleSelect
          size="S"
          aria-label={text('search.rows')}
          value={place.show.rows}
          onChange={(rows) => change({ rows: rows as SearchShow['rows'] })}
        >
          {ROWS.map((rows) => (
            <SingleSelectOption key={rows} value={rows}>
              {text(`search.rows.${rows}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
      <Box flex="1" minWidth="13rem">
        <SingleSelect
          size="S"
          aria-label={text('search.sort')}
          value={place.show.sort}
          onChange={(sort) => change({ sort: sort as SearchShow['sort'] })}
        >
          {SORTS.map((sort) => (
            <SingleSelectOption key={sort} value={sort}>
              {text(`search.sort.${sort}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
      {(view === null || view.mayChange) && <SaveView key={query} query={query} view={view} me={me} />}
    </Flex>
  );
};
