/** Routes for apps, pipes and providers, under /api/mailroom. Strapi opens each to the API tokens and roles that name its action. */
import { accountRoutes } from './routes/accounts';
import { caseRoutes } from './routes/cases';
import { emailRoutes } from './routes/emails';
import { filterRoutes } from './routes/filters';
import { portalRoutes } from './routes/portal';
import { teamRoutes } from './routes/teams';

export default {
  type: 'content-api',
  routes: [...accountRoutes, ...caseRoutes, ...emailRoutes, ...teamRoutes, ...filterRoutes, ...portalRoutes],
} as const;
