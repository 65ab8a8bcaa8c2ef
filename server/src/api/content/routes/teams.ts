/** Teams and templates. */
import { findRoutes } from '../find';
import { teams, templates } from '../resources/teams';
import type { ContentRoute } from '../route';

export const teamRoutes: readonly ContentRoute[] = [
  ...findRoutes('teams', teams),
  ...findRoutes('templates', templates),
];
