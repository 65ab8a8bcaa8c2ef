export { groupAccounts as accounts } from '../../../../server/src/api/content/resources/accounts';
export { cases } from '../../../../server/src/api/content/resources/cases';
export { emails } from '../../../../server/src/api/content/resources/emails';
export { filters } from '../../../../server/src/api/content/resources/filter-rows';
export { teams } from '../../../../server/src/api/content/resources/teams';
