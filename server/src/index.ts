/** The plugin as Strapi loads it: wiring only. */
import hasAnyPermission from './access/has-any-permission';
import accounts from './api/admin/controllers/accounts';
import bulkRuns from './api/admin/controllers/bulk-runs';
import caseLife from './api/admin/controllers/case-life';
import anonymisations from './api/admin/controllers/anonymisations';
import assignments from './api/admin/controllers/assignments';
import audit from './api/admin/controllers/audit';
import availability from './api/admin/controllers/availability';
import panelCases from './api/admin/controllers/cases';
import correspondents from './api/admin/controllers/correspondents';
import deletions from './api/admin/controllers/deletions';
import draftFiles from './api/admin/controllers/draft-files';
import drafts from './api/admin/controllers/drafts';
import panelEmails from './api/admin/controllers/emails';
import extensions from './api/admin/controllers/extensions';
import firstRun from './api/admin/controllers/first-run';
import folders from './api/admin/controllers/folders';
import follows from './api/admin/controllers/follows';
import inbox from './api/admin/controllers/inbox';
import panelFilters from './api/admin/controllers/filters';
import imports from './api/admin/controllers/imports';
import jobs from './api/admin/controllers/jobs';
import live from './api/admin/controllers/live';
import me from './api/admin/controllers/me';
import newCases from './api/admin/controllers/new-cases';
import notes from './api/admin/controllers/notes';
import notifications from './api/admin/controllers/notifications';
import oauth from './api/admin/controllers/oauth';
import ownAccounts from './api/admin/controllers/own-accounts';
import preferences from './api/admin/controllers/preferences';
import quarantine from './api/admin/controllers/quarantine';
import reading from './api/admin/controllers/reading';
import recordRules from './api/admin/controllers/record-rules';
import records from './api/admin/controllers/records';
import search from './api/admin/controllers/search';
import savedViews from './api/admin/controllers/saved-views';
import reports from './api/admin/controllers/reports';
import settings from './api/admin/controllers/settings';
import suggestions from './api/admin/controllers/suggestions';
import panelTeams from './api/admin/controllers/teams';
import panelTemplates from './api/admin/controllers/templates';
import webhooks from './api/admin/controllers/webhooks';
import adminRoutes from './api/admin/routes';
import cases from './api/content/cases';
import emails from './api/content/emails';
import caseEvents from './api/content/events';
import { attachments, sources } from './api/content/files';
import filters from './api/content/filters';
import groupAccounts from './api/content/group-accounts';
import messages from './api/content/messages';
import personalAccounts from './api/content/personal-accounts';
import portal from './api/content/portal';
import contentRoutes from './api/content/routes';
import teams from './api/content/teams';
import templates from './api/content/templates';
import bootstrap from './bootstrap';
import config from './config';
import { contentTypes } from './content-types';
import destroy from './destroy';
import casesService from './services/cases';
import emailsService from './services/emails';
import extensionsService from './services/extensions';
import importsService from './services/imports';
import jobsService from './services/jobs';
import peopleService from './services/people';
import searchService from './services/search';
import storageService from './services/storage';

const plugin: Readonly<Record<string, unknown>> = {
  bootstrap,
  destroy,
  config,
  contentTypes,
  controllers: {
    accounts,
    anonymisations,
    bulkRuns,
    caseLife,
    assignments,
    audit,
    availability,
    attachments,
    'case-events': caseEvents,
    cases,
    correspondents,
    deletions,
    'draft-files': draftFiles,
    drafts,
    emails,
    'email-sources': sources,
    extensions,
    panelEmails,
    firstRun,
    reading,
    folders,
    follows,
    inbox,
    filters,
    'group-accounts': groupAccounts,
    imports,
    jobs,
    live,
    me,
    messages,
    newCases,
    notes,
    notifications,
    oauth,
    ownAccounts,
    panelCases,
    panelFilters,
    'personal-accounts': personalAccounts,
    portal,
    preferences,
    quarantine,
    'record-rules': recordRules,
    records,
    search,
    savedViews,
    reports,
    settings,
    suggestions,
    teams,
    templates,
    panelTeams,
    panelTemplates,
    webhooks,
  },
  policies: { 'has-any-permission': hasAnyPermission },
  routes: { admin: adminRoutes, 'content-api': contentRoutes },
  services: {
    cases: casesService,
    emails: emailsService,
    extensions: extensionsService,
    imports: importsService,
    jobs: jobsService,
    people: peopleService,
    search: searchService,
    storage: storageService,
  },
};

export default plugin;
