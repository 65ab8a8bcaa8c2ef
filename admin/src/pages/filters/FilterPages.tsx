/** The pages of filters: the list, and the page of one filter below it. The same in the inbox and among the settings. */
import { Route, Routes } from 'react-router-dom';
import type { FilterPlace } from '../../services/filters';
import { FilterList } from './FilterList';
import { NewFilterPage, StoredFilterPage } from './FilterPage';

interface FilterPagesProps {
  readonly place: FilterPlace;
  /** who looks at them; null where nobody's own inbox is among the scopes */
  readonly userId: number | null;
}

export const FilterPages = ({ place, userId }: FilterPagesProps) => (
  <Routes>
    <Route index element={<FilterList place={place} userId={userId} />} />
    <Route path="create" element={<NewFilterPage place={place} userId={userId} />} />
    <Route path=":id" element={<StoredFilterPage place={place} userId={userId} />} />
  </Routes>
);
