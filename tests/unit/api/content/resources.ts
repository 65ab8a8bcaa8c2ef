/** Everything that apps read, by its path. */
import { groupAccounts, personalAccounts } from '../../../../server/src/api/content/resources/accounts';
import { cases } from '../../../../server/src/api/content/resources/cases';
import { emails } from '../../../../server/src/api/content/resources/emails';
import { filters } from '../../../../server/src/api/content/resources/filter-rows';
import type { Resource } from '../../../../server/src/api/content/resources/resource';
import { teams, templates } from '../../../../server/src/api/content/resources/teams';

export const RESOURCES: Readonly<Record<string, Resource>> = {
  cases,
  emails,
  teams,
  templates,
  'group-accounts': groupAccounts,
  'personal-accounts': personalAccounts,
  filters,
};
