/**
 * Which pages and states are photographed: a new page is one more line. Ways to a state that need a hand (a key, a typed
 * word, an answer of the server that is kept back) stand beside the line.
 */
import { hangs, isOffline, press, refuses, says, shows, types } from './states.mjs';

/**
 * @typedef {object} Shot
 * @property {string} name of the file
 * @property {string} title said in the index
 * @property {string} path below /admin; `{case}`, `{mail}` and the like are filled in from the demo
 * @property {'agent' | 'admin'} [as] `agent` unless told
 * @property {(page: import('playwright-core').Page) => Promise<unknown>} [before] before the page is opened
 * @property {(page: import('playwright-core').Page) => Promise<unknown>} [ready] waits for, and does, what the picture needs
 * @property {boolean} [phone] also at the width of a phone
 */

const inbox = (/** @type {string} */ list) => `/plugins/mailroom/${list}`;
const setting = (/** @type {string} */ page) => `/settings/mailroom/${page}`;
const LISTS = '**/mailroom/cases?**';

/** @type {readonly { group: string, shots: readonly Shot[] }[]} */
export const PAGES = [
  {
    group: 'Inbox',
    shots: [
      {
        name: 'inbox',
        title: 'A case beside its list',
        path: inbox('cases/open/{case}'),
        ready: shows('article'),
        phone: true,
      },
      {
        name: 'list',
        title: 'A list',
        path: inbox('cases/open'),
        ready: shows('[data-inbox-row]'),
        phone: true,
      },
      { name: 'mine', title: 'My cases', path: inbox('cases/mine'), ready: shows('[data-inbox-row]') },
      {
        name: 'snoozed',
        title: 'Snoozed cases',
        path: inbox('cases/snoozed'),
        ready: shows('[data-inbox-row]'),
      },
      {
        name: 'photo',
        title: 'A mail with pictures',
        path: inbox('cases/open/{photo}'),
        ready: shows('article iframe'),
      },
      {
        name: 'bounce',
        title: 'An answer that came back',
        path: inbox('cases/open/{bounce}'),
        ready: shows('article'),
      },
      { name: 'note', title: 'Internal notes', path: inbox('cases/open/{note}'), ready: shows('article') },
      {
        name: 'answer',
        title: 'Writing an answer',
        path: inbox('cases/open/{case}'),
        ready: press('article', 'r', '[contenteditable="true"]'),
        phone: true,
      },
      {
        name: 'my-mail',
        title: 'Mail to me',
        path: inbox('inbox/inbox'),
        ready: shows('[data-inbox-row]'),
        phone: true,
      },
      { name: 'drafts', title: 'Drafts', path: inbox('writing/drafts'), ready: shows('[data-inbox-row]') },
      {
        name: 'scheduled',
        title: 'Scheduled mail',
        path: inbox('writing/scheduled'),
        ready: shows('[data-inbox-row]'),
      },
    ],
  },
  {
    group: 'Keyboard',
    shots: [
      {
        name: 'palette',
        title: 'The command palette',
        path: inbox('cases/open/{case}'),
        ready: press('article', 'Control+k', '[role=dialog] [role=option]'),
        phone: true,
      },
      {
        name: 'palette-assign',
        title: 'Assigning by keyboard',
        path: inbox('cases/open/{case}'),
        ready: press('article', 'i', '[role=dialog] [role=option]'),
      },
      {
        name: 'shortcuts',
        title: 'All keys',
        path: inbox('cases/open'),
        ready: press('[data-inbox-row]', '?', '[role=dialog] kbd'),
      },
    ],
  },
  {
    group: 'Search',
    shots: [
      {
        name: 'search',
        title: 'Results with what was found',
        path: inbox('search?q=lantern'),
        ready: shows('[data-inbox-row]'),
        phone: true,
      },
      {
        name: 'search-operators',
        title: 'Operators offered as one types',
        path: inbox('cases/open'),
        ready: types('[data-mailroom-search]', 'is:', '[role=option]'),
      },
    ],
  },
  {
    group: 'My pages',
    shots: [
      { name: 'own-filters', title: 'My filters', path: inbox('filters'), ready: shows('main h1') },
      { name: 'own-accounts', title: 'My accounts', path: inbox('accounts'), ready: shows('main h1') },
      {
        name: 'account-wizard',
        title: 'Connecting an account',
        path: inbox('accounts/create'),
        as: 'admin',
        ready: shows('main form'),
      },
      {
        name: 'preferences',
        title: 'My preferences',
        path: inbox('preferences'),
        ready: shows('main h1'),
        phone: true,
      },
    ],
  },
  {
    group: 'Reports',
    shots: [
      {
        name: 'reports',
        title: 'Reports',
        path: inbox('reports'),
        as: 'admin',
        ready: shows('main h1'),
        phone: true,
      },
      { name: 'home', title: 'Widgets on the home page', path: '/', as: 'admin', ready: shows('main h1') },
    ],
  },
  {
    group: 'Settings',
    shots: [
      ...[
        ['general', 'General'],
        ['teams', 'Teams'],
        ['group-accounts', 'Group accounts'],
        ['personal-accounts', 'Personal accounts'],
        ['record-links', 'Record links'],
        ['templates', 'Templates'],
        ['filters', 'Filters'],
        ['quarantine', 'Quarantine'],
        ['imports', 'Import mail'],
        ['webhooks', 'Webhooks'],
        ['jobs', 'Scheduled jobs'],
        ['audit', 'Audit trail'],
      ].map(([page, title]) => ({
        name: `settings-${page}`,
        title: `${title}`,
        path: setting(`${page}`),
        as: /** @type {const} */ ('admin'),
        ready: shows('main h1'),
      })),
      {
        name: 'settings-filter',
        title: 'A filter and its dry run',
        path: setting('filters/{filter}'),
        as: 'admin',
        ready: shows('main form'),
      },
      {
        name: 'settings-account',
        title: 'A group account',
        path: setting('group-accounts/{account}'),
        as: 'admin',
        ready: shows('main form'),
      },
    ],
  },
  {
    group: 'States',
    shots: [
      {
        name: 'empty',
        title: 'A list without rows',
        path: inbox('inbox/trash'),
        ready: says('empty'),
        phone: true,
      },
      {
        name: 'loading',
        title: 'While a list is loading',
        path: inbox('cases/open'),
        before: hangs(LISTS),
        ready: shows('[aria-busy="true"]'),
      },
      {
        name: 'error',
        title: 'A list that could not be read',
        path: inbox('cases/open'),
        before: refuses(LISTS, 500),
        ready: shows('main button'),
      },
      {
        name: 'forbidden',
        title: 'What the role does not allow',
        path: inbox('cases/open'),
        before: refuses('**/mailroom/me', 403),
        ready: shows('main'),
      },
      {
        name: 'offline',
        title: 'Without a connection',
        path: inbox('cases/open/{case}'),
        ready: isOffline('article'),
      },
    ],
  },
];
