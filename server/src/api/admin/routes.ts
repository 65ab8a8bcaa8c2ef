/** Every route of the panel, with the actions that open it. Which rows a caller reaches is decided behind it. */
import { ACTIONS } from '../../access/actions';
import { route } from './route';
import { administrationRoutes } from './routes/administration';
import { bulkRoutes } from './routes/bulk';
import { caseWorkRoutes } from './routes/case-work';
import { composeRoutes } from './routes/compose';
import { liveRoutes } from './routes/live';
import { ownAccountRoutes } from './routes/own-accounts';
import { peopleRoutes } from './routes/people';
import { readingRoutes } from './routes/reading';
import { reportsRoutes } from './routes/reports';
import { searchRoutes } from './routes/search';
import { templateRoutes } from './routes/templates';

/**
 * Where OAuth2 providers lead back to. A browser comes from elsewhere and brings no session of the panel, so nobody is
 * asked to be authenticated: the request proves itself by its single-use state (mailboxes/oauth-sign-in).
 */
const oauthCallback = {
  method: 'GET',
  path: '/oauth/callback',
  handler: 'oauth.callback',
  config: { auth: false, policies: [] },
} as const;

const {
  readCases,
  workCases,
  assignCases,
  readMail,
  ownAccounts,
  sendShared,
  ownFilters,
  sharedFilters,
  groupAccounts,
  teams,
  recordLinks,
  importMail,
  jobs,
  quarantine,
} = ACTIONS;

export default {
  type: 'admin',
  routes: [
    route('GET', '/me', 'me.read', readCases, readMail, ownAccounts, groupAccounts),
    route('GET', '/agents', 'panelTeams.agents', assignCases, teams, groupAccounts),
    route('GET', '/counters', 'panelCases.counters', readCases, readMail, ownAccounts),

    route('GET', '/cases', 'panelCases.list', readCases),
    route('GET', '/case-names', 'panelCases.find', workCases),
    route('POST', '/cases', 'newCases.start', sendShared),
    route('GET', '/sending-accounts', 'newCases.accounts', readCases, sendShared),
    route('GET', '/cases/:id', 'panelCases.read', readCases),
    route('GET', '/cases/:id/timeline', 'panelCases.timeline', readCases),
    route('POST', '/cases/:id/read', 'panelCases.markRead', readCases),
    route('PUT', '/cases/:id', 'panelCases.change', workCases, assignCases),
    route('POST', '/cases/:id/notes', 'notes.add', workCases),
    route('POST', '/cases/:id/replies', 'panelCases.reply', sendShared),

    route('POST', '/cases/:id/links', 'records.linkCase', workCases),
    route('DELETE', '/cases/:id/links/:link', 'records.unlinkCase', workCases),

    route('GET', '/emails', 'panelEmails.list', readMail, ownAccounts),
    route('GET', '/emails/:id', 'panelEmails.read', readCases, readMail, ownAccounts),
    route('POST', '/emails/:id/read', 'panelEmails.markRead', readCases, readMail, ownAccounts),
    route('POST', '/emails/:id/move', 'panelEmails.move', workCases),
    route('POST', '/emails/:id/retry', 'panelEmails.retry', sendShared, readCases, readMail, ownAccounts),
    route('GET', '/emails/:id/source', 'panelEmails.source', readCases, readMail, ownAccounts),
    route('GET', '/attachments/:id', 'panelEmails.attachment', readCases, readMail, ownAccounts),
    route('GET', '/emails/:id/links', 'records.emailLinks', readCases, readMail, ownAccounts),
    route('POST', '/emails/:id/links', 'records.linkEmail', workCases, readMail, ownAccounts),
    route('DELETE', '/emails/:id/links/:link', 'records.unlinkEmail', workCases, readMail, ownAccounts),

    route('GET', '/linked-types', 'records.types', readCases, readMail, ownAccounts),
    route('GET', '/records', 'records.search', readCases, readMail, ownAccounts),
    route('GET', '/records/:uid/:documentId', 'records.overview', readCases, readMail, ownAccounts),
    route('GET', '/records/:uid/:documentId/addresses', 'newCases.addresses', sendShared),
    route('GET', '/records/:uid/:documentId/mails', 'records.mails', readCases, readMail, ownAccounts),
    route('GET', '/records/:uid/:documentId/cases', 'records.cases', readCases),

    route('GET', '/record-types', 'record-rules.types', recordLinks),
    route('GET', '/record-rules', 'record-rules.list', recordLinks),
    route('POST', '/record-rules', 'record-rules.create', recordLinks),
    route('POST', '/record-rules/order', 'record-rules.order', recordLinks),
    route('POST', '/record-rules/try', 'record-rules.tryPattern', recordLinks),
    route('PUT', '/record-rules/:id', 'record-rules.update', recordLinks),
    route('DELETE', '/record-rules/:id', 'record-rules.delete', recordLinks),

    route('GET', '/folders', 'folders.list', readCases, readMail, ownAccounts, teams),
    route('POST', '/folders', 'folders.create', readCases, readMail, ownAccounts, teams),
    route('POST', '/folders/order', 'folders.order', readCases, readMail, ownAccounts, teams),
    route('PUT', '/folders/:id', 'folders.update', readCases, readMail, ownAccounts, teams),
    route('DELETE', '/folders/:id', 'folders.delete', readCases, readMail, ownAccounts, teams),

    route('GET', '/inbox', 'inbox.list', readCases, readMail, ownAccounts),
    route('GET', '/sent', 'inbox.sent', readCases, readMail, ownAccounts),
    route('GET', '/inbox/counters', 'inbox.counters', readCases, readMail, ownAccounts, groupAccounts),
    route('POST', '/inbox/marks', 'inbox.mark', readCases, readMail, ownAccounts),
    route('POST', '/inbox/moves', 'inbox.move', readCases, readMail, ownAccounts),

    route('GET', '/follows', 'follows.read', readCases, readMail, ownAccounts),
    route('POST', '/follows', 'follows.follow', readCases, readMail, ownAccounts),
    route('DELETE', '/follows', 'follows.unfollow', readCases, readMail, ownAccounts),

    route('GET', '/notifications', 'notifications.list', readCases, readMail, ownAccounts, groupAccounts),
    route(
      'POST',
      '/notifications/read',
      'notifications.markRead',
      readCases,
      readMail,
      ownAccounts,
      groupAccounts,
    ),
    route('GET', '/emails/:id/filters', 'panelFilters.explain', readCases, readMail, ownAccounts),
    route('GET', '/filters', 'panelFilters.list', ownFilters, sharedFilters),
    route('POST', '/filters', 'panelFilters.create', ownFilters, sharedFilters),
    route('POST', '/filters/order', 'panelFilters.reorder', ownFilters, sharedFilters),
    route('POST', '/filters/try', 'panelFilters.try', ownFilters, sharedFilters),
    route('GET', '/filters/:id', 'panelFilters.read', ownFilters, sharedFilters),
    route('PUT', '/filters/:id', 'panelFilters.update', ownFilters, sharedFilters),
    route('DELETE', '/filters/:id', 'panelFilters.delete', ownFilters, sharedFilters),
    route('GET', '/filter-choices', 'panelFilters.choices', ownFilters, sharedFilters),

    route('GET', '/teams', 'panelTeams.list', teams, groupAccounts),
    route('POST', '/teams', 'panelTeams.create', teams),
    route('PUT', '/teams/:id', 'panelTeams.update', teams),
    route('DELETE', '/teams/:id', 'panelTeams.delete', teams),

    route('GET', '/group-accounts', 'accounts.listGroup', groupAccounts),
    route('POST', '/group-accounts', 'accounts.createGroup', groupAccounts),
    route('GET', '/group-accounts/:id', 'accounts.readGroup', groupAccounts),
    route('PUT', '/group-accounts/:id', 'accounts.updateGroup', groupAccounts),
    route('DELETE', '/group-accounts/:id', 'accounts.deleteGroup', groupAccounts),
    route('POST', '/group-accounts/:id/retention-preview', 'accounts.previewRetention', groupAccounts),
    route('GET', '/group-accounts/:id/retention-runs', 'accounts.retentionRuns', groupAccounts),
    route('POST', '/group-accounts/:id/fetch', 'accounts.fetchGroup', groupAccounts),

    route('GET', '/personal-accounts', 'accounts.listPersonal', groupAccounts),
    route('POST', '/personal-accounts', 'accounts.createPersonal', groupAccounts),
    route('GET', '/personal-accounts/:id', 'accounts.readPersonal', groupAccounts),
    route('PUT', '/personal-accounts/:id', 'accounts.updatePersonal', groupAccounts),
    route('DELETE', '/personal-accounts/:id', 'accounts.deletePersonal', groupAccounts),
    route('POST', '/personal-accounts/:id/fetch', 'accounts.fetchPersonal', groupAccounts),

    route('GET', '/oauth-providers', 'oauth.providers', ownAccounts, groupAccounts),
    route('POST', '/group-accounts/:id/authorization', 'oauth.authorizeGroup', groupAccounts),
    route('POST', '/personal-accounts/:id/authorization', 'oauth.authorizePersonal', groupAccounts),
    oauthCallback,
    route('GET', '/server-suggestions', 'suggestions.suggest', ownAccounts, groupAccounts),

    route('POST', '/group-accounts/:id/imports', 'imports.createGroup', importMail),
    route('POST', '/personal-accounts/:id/imports', 'imports.createPersonal', importMail),
    route('GET', '/import-accounts', 'imports.accounts', importMail),
    route('GET', '/imports', 'imports.list', importMail),
    route('GET', '/imports/:id', 'imports.read', importMail),

    route('POST', '/connection-tests', 'accounts.test', groupAccounts),

    route('GET', '/jobs', 'jobs.list', jobs),
    route('POST', '/jobs/:name/run', 'jobs.run', jobs),

    route('GET', '/quarantine', 'quarantine.list', quarantine),
    route('POST', '/quarantine/retry', 'quarantine.retryAll', quarantine),
    route('GET', '/quarantine/:id/source', 'quarantine.source', quarantine),
    route('POST', '/quarantine/:id/retry', 'quarantine.retry', quarantine),
    route('POST', '/quarantine/:id/file', 'quarantine.file', quarantine),

    ...administrationRoutes,
    ...bulkRoutes,
    ...caseWorkRoutes,
    ...composeRoutes,
    ...ownAccountRoutes,
    ...peopleRoutes,
    ...templateRoutes,
    ...searchRoutes,
    ...liveRoutes,
    ...reportsRoutes,
    ...readingRoutes,
  ],
} as const;
