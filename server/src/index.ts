/** The plugin as Strapi loads it: wiring only. */
import hasAnyPermission from './access/has-any-permission';
import accounts from './api/admin/controllers/accounts';
import cases from './api/admin/controllers/cases';
import emails from './api/admin/controllers/emails';
import jobs from './api/admin/controllers/jobs';
import me from './api/admin/controllers/me';
import oauth from './api/admin/controllers/oauth';
import quarantine from './api/admin/controllers/quarantine';
import suggestions from './api/admin/controllers/suggestions';
import teams from './api/admin/controllers/teams';
import adminRoutes from './api/admin/routes';
import bootstrap from './bootstrap';
import config from './config';
import { contentTypes } from './content-types';
import destroy from './destroy';

const plugin: Readonly<Record<string, unknown>> = {
  bootstrap,
  destroy,
  config,
  contentTypes,
  controllers: { accounts, cases, emails, jobs, me, oauth, quarantine, suggestions, teams },
  policies: { 'has-any-permission': hasAnyPermission },
  routes: { admin: adminRoutes },
};

export default plugin;
