/** Teams and templates. */
import { z } from '@strapi/utils';
import { team } from '../../admin/schemas';
import { template } from '../../admin/template-schemas';
import { findRoutes } from '../find';
import { teams, templates } from '../resources/teams';
import type { ContentRoute } from '../route';
import { publicTeam, publicTemplate } from '../schemas/public';
import { writeRoutes } from './parts';

/** What a new one need not say. */
const teamFields = team.extend({
  color: team.shape.color.optional(),
  members: z.array(z.number().int()).optional().describe('admin users, in their order'),
});
const templateFields = template.extend({ kind: template.shape.kind.optional() });

export const teamRoutes: readonly ContentRoute[] = [
  ...findRoutes('teams', teams),
  ...writeRoutes('teams', teamFields, publicTeam),
  ...findRoutes('templates', templates),
  ...writeRoutes('templates', templateFields, publicTemplate),
];
