/** Settings -> Mailroom -> Filters: those for all mail and for group accounts. */
import { Page } from '@strapi/strapi/admin';
import { PERMISSIONS } from '../../permissions';
import { FilterPages } from './FilterPages';

const SharedFiltersPage = () => (
  <Page.Protect permissions={PERMISSIONS.sharedFilters}>
    <FilterPages place="shared" userId={null} />
  </Page.Protect>
);

export default SharedFiltersPage;
