/** Every route of the panel, with the actions that open it. Which rows a caller reaches is decided behind it. */
import { ACTIONS } from '../../access/actions';
import { route } from './route';
import { administrationRoutes } from './routes/administration';
import { caseWorkRoutes } from './routes/case-work';
import { composeRoutes } from './routes/compose';
import { ownAccountRoutes } from './routes/own-accounts';
import { peopleRoutes } from './routes/people';
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
  administer,
} = ACTIONS;

export default {
  type: 'admin',
  routes: [
    route('GET', '/me', 'me.read', readCases, readMail, ownAccounts, administer),
    route('GET', '/agents', 'panelTeams.agents', assignCases, administer),
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
    route('GET', '/records/:uid/:documentId/addresses', 'newCases.addresses', sendShared),
    route('GET', '/records/:uid/:documentId/mails', 'records.mails', readCases, readMail, ownAccounts),
    route('GET', '/records/:uid/:documentId/cases', 'records.cases', readCases),

    route('GET', '/record-types', 'record-rules.types', administer),
    route('GET', '/record-rules', 'record-rules.list', administer),
    route('POST', '/record-rules', 'record-rules.create', administer),
    route('POST', '/record-rules/order', 'record-rules.order', administer),
    route('POST', '/record-rules/try', 'record-rules.tryPattern', administer),
    route('PUT', '/record-rules/:id', 'record-rules.update', administer),
    route('DELETE', '/record-rules/:id', 'record-rules.delete', administer),

    route('GET', '/folders', 'folders.list', readCases, readMail, ownAccounts, administer),
    route('POST', '/folders', 'folders.create', readCases, readMail, ownAccounts, administer),
    route('POST', '/folders/order', 'folders.order', readCases, readMail, ownAccounts, administer),
    route('PUT', '/folders/:id', 'folders.update', readCases, readMail, ownAccounts, administer),
    route('DELETE', '/folders/:id', 'folders.delete', readCases, readMail, ownAccounts, administer),

    route('GET', '/inbox', 'inbox.list', readCases, readMail, ownAccounts),
    route('GET', '/inbox/counters', 'inbox.counters', readCases, readMail, ownAccounts, administer),
    route('POST', '/inbox/marks', 'inbox.mark', readCases, readMail, ownAccounts),
    route('POST', '/inbox/moves', 'inbox.move', readCases, readMail, ownAccounts),

    route('GET', '/follows', 'follows.read', readCases, readMail, ownAccounts),
    route('POST', '/follows', 'follows.follow', readCases, readMail, ownAccounts),
    route('DELETE', '/follows', 'follows.unfollow', readCases, readMail, ownAccounts),

    route('GET', '/notifications', 'notifications.list', readCases, readMail, ownAccounts, administer),
    route(
      'POST',
      '/notifications/read',
      'notifications.markRead',
      readCases,
      readMail,
      ownAccounts,
      administer,
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

    route('GET', '/teams', 'panelTeams.list', administer),
    route('POST', '/teams', 'panelTeams.create', administer),
    route('PUT', '/teams/:id', 'panelTeams.update', administer),
    route('DELETE', '/teams/:id', 'panelTeams.delete', administer),

    route('GET', '/group-accounts', 'accounts.listGroup', administer),
    route('POST', '/group-accounts', 'accounts.createGroup', administer),
    route('GET', '/group-accounts/:id', 'accounts.readGroup', administer),
    route('PUT', '/group-accounts/:id', 'accounts.updateGroup', administer),
    route('DELETE', '/group-accounts/:id', 'accounts.deleteGroup', administer),
    route('POST', '/group-accounts/:id/fetch', 'accounts.fetchGroup', administer),

    route('GET', '/personal-accounts', 'accounts.listPersonal', administer),
    route('POST', '/personal-accounts', 'accounts.createPersonal', administer),
    route('GET', '/personal-accounts/:id', 'accounts.readPersonal', administer),
    route('PUT', '/personal-accounts/:id', 'accounts.updatePersonal', administer),
    route('DELETE', '/personal-accounts/:id', 'accounts.deletePersonal', administer),
    route('POST', '/personal-accounts/:id/fetch', 'accounts.fetchPersonal', administer),

    route('GET', '/oauth-providers', 'oauth.providers', ownAccounts, administer),
    route('POST', '/group-accounts/:id/authorization', 'oauth.authorizeGroup', administer),
    route('POST', '/personal-accounts/:id/authorization', 'oauth.authorizePersonal', administer),
    oauthCallback,
    route('GET', '/server-suggestions', 'suggestions.suggest', ownAccounts, administer),

    route('POST', '/group-accounts/:id/imports', 'imports.createGroup', administer),
    route('POST', '/personal-accounts/:id/imports', 'imports.createPersonal', administer),
    route('GET', '/imports', 'imports.list', administer),
    route('GET', '/imports/:id', 'imports.read', administer),

    route('POST', '/connection-tests', 'accounts.test', administer),

    route('GET', '/jobs', 'jobs.list', administer),
    route('POST', '/jobs/:name/run', 'jobs.run', administer),

    route('GET', '/quarantine', 'quarantine.list', administer),
    route('POST', '/quarantine/retry', 'quarantine.retryAll', administer),
    route('GET', '/quarantine/:id/source', 'quarantine.source', administer),
    route('POST', '/quarantine/:id/retry', 'quarantine.retry', administer),
    route('POST', '/quarantine/:id/file', 'quarantine.file', administer),

    ...administrationRoutes,
    ...caseWorkRoutes,
    ...composeRoutes,
    ...ownAccountRoutes,
    ...peopleRoutes,
    ...templateRoutes,
  ],
} as const;
