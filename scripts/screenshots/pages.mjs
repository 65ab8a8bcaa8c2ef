/**
 * Which pages and states are photographed: a new page is one more line. Ways to a state that need a hand (a key, a typed
 * word, an answer of the server that is kept back) stand beside the line.
 */
import { PERSON } from './person-pages.mjs';
import { SETTINGS, STATES } from './settings-pages.mjs';
import { all, clicks, press, says, scrollsTo, shows, types } from './states.mjs';

/**
 * @typedef {object} Shot
 * @property {string} name of the file
 * @property {string} title said in the index
 * @property {string} path below /admin; `{case}`, `{mail}` and the like are filled in from the demo
 * @property {'agent' | 'admin'} [as] `agent` unless told
 * @property {import('./states.mjs').Step} [before] before the page is opened
 * @property {import('./states.mjs').Step} [ready] waits for, and does, what the picture needs
 * @property {boolean} [isLoading] what is photographed is that something is still loading
 * @property {boolean} [phone] also at the width of a phone
 * @property {number} [height] of the window on a wide screen, where a page is longer than usual
 */

const inbox = (/** @type {string} */ list) => `/plugins/mailroom/${list}`;
const OPEN_CASE = 'article';
/** The last part of an open case that comes. */
const COMPOSER = 'article [role=tablist]';
const ROW = '[data-inbox-row]';
const POPOVER = '[data-radix-popper-content-wrapper]';
const WRITING = '[contenteditable="true"]';
const DIALOG = '[role=dialog], [role=alertdialog]';

/** @type {readonly { group: string, shots: readonly Shot[] }[]} */
export const PAGES = [
  {
    group: 'Inbox',
    shots: [
      {
        name: 'inbox',
        title: 'A case beside its list',
        path: inbox('cases/open/{case}'),
        ready: shows(COMPOSER),
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
        ready: all(shows('article iframe'), shows(COMPOSER)),
      },
      {
        name: 'bounce',
        title: 'An answer that came back',
        path: inbox('cases/open/{bounce}'),
        ready: shows(COMPOSER),
      },
      {
        name: 'note',
        title: 'Internal notes',
        path: inbox('cases/open/{note}'),
        ready: all(shows(OPEN_CASE), says('Internal note'), (page) =>
          page.locator('article').filter({ hasText: 'Internal note' }).last().scrollIntoViewIfNeeded(),
        ),
      },
      { name: 'team', title: 'A team', path: inbox('teams/{team}'), ready: shows(ROW) },
      {
        name: 'chosen',
        title: 'Several cases at once',
        path: inbox('cases/open'),
        ready: all(shows(ROW), clicks(/^Choose case/, 'checkbox'), (page) =>
          page
            .getByRole('checkbox', { name: /^Choose case/ })
            .nth(2)
            .click(),
        ),
      },
      {
        name: 'snooze',
        title: 'Putting a case off',
        path: inbox('cases/open/{case}'),
        ready: all(shows(OPEN_CASE), clicks('Snooze'), shows('[role=menu]')),
      },
      {
        name: 'merge',
        title: 'Merging two cases',
        path: inbox('cases/open/{case}'),
        ready: all(
          shows(OPEN_CASE),
          clicks('More actions'),
          clicks(/^Merge into another/, 'menuitem'),
          shows(DIALOG),
        ),
      },
      {
        name: 'bell',
        title: 'News',
        path: inbox('cases/open'),
        ready: all(shows(ROW), clicks(/^Notifications/), shows(POPOVER)),
      },
      {
        name: 'folders',
        title: 'Folders',
        path: inbox('cases/open'),
        ready: all(shows(ROW), clicks('Manage folders'), shows(DIALOG)),
      },
      {
        name: 'mentions',
        title: 'Cases I am mentioned in',
        path: inbox('cases/mentions'),
        ready: shows(ROW),
      },
      { name: 'closed', title: 'Closed cases', path: inbox('cases/closed'), ready: shows(ROW) },
      { name: 'folder', title: 'A folder', path: inbox('folders/{folder}'), ready: shows(ROW) },
      {
        name: 'details',
        title: 'What is known of a mail',
        path: inbox('cases/open/{photo}'),
        ready: all(shows('article iframe'), shows(COMPOSER), clicks(/^Details$/)),
        height: 1400,
      },
      {
        name: 'split',
        title: 'Splitting a case',
        path: inbox('cases/open/{bounce}'),
        ready: all(shows(OPEN_CASE), clicks(/^Split off/), shows(DIALOG)),
      },
      { name: 'other-mail', title: 'Mail without a case', path: inbox('mail/team'), ready: shows(ROW) },
      { name: 'sent', title: 'Sent mail', path: inbox('sent'), ready: shows(ROW) },
      {
        name: 'answer',
        title: 'Writing an answer',
        path: inbox('cases/open/{case}'),
        ready: all(shows('article iframe'), shows(COMPOSER), press(OPEN_CASE, 'r', WRITING)),
        phone: true,
      },
      {
        name: 'writing-note',
        title: 'Writing a note',
        path: inbox('cases/open/{case}'),
        ready: press(OPEN_CASE, 'n', 'textarea'),
      },
      {
        name: 'send-later',
        title: 'When a mail goes out',
        path: inbox('cases/open/{note}'),
        ready: all(
          press(OPEN_CASE, 'r', WRITING),
          types(WRITING, 'Good morning,', '[aria-label="More ways to send"]:not([disabled])'),
          clicks('More ways to send'),
          clicks(/^Send later/, 'menuitem'),
          shows(DIALOG),
        ),
      },
      {
        name: 'new-mail',
        title: 'A new mail',
        path: inbox('cases/open'),
        ready: all(shows(ROW), clicks('New mail'), shows(WRITING)),
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
      {
        name: 'search-none',
        title: 'Nothing found',
        path: inbox('search?q=from:nobody'),
        ready: says('nothing'),
      },
      { name: 'view', title: 'A search kept as a view', path: inbox('views/{view}'), ready: shows(ROW) },
      {
        name: 'save-view',
        title: 'Keeping a search',
        path: inbox('search?q=lantern'),
        ready: all(shows(ROW), clicks('Save as view'), shows(DIALOG)),
      },
    ],
  },
  {
    group: 'My pages',
    shots: [
      { name: 'own-filters', title: 'My filters', path: inbox('filters'), ready: shows('main h1') },
      {
        name: 'own-accounts',
        title: 'My accounts',
        path: inbox('accounts'),
        as: 'admin',
        ready: shows('main h1'),
      },
      {
        name: 'account-wizard',
        title: 'Connecting an account',
        path: inbox('accounts/create'),
        as: 'admin',
        ready: shows('main form'),
      },
      {
        name: 'own-filter',
        title: 'A filter of my own',
        path: inbox('filters/create?scope=user:{agent}'),
        ready: shows('main form'),
        phone: true,
      },
      {
        name: 'own-import',
        title: 'Bringing mail along',
        path: inbox('accounts/import'),
        as: 'admin',
        ready: shows('main h1'),
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
        ready: all(shows('main h1'), says('cases per day')),
        phone: true,
        height: 1900,
      },
      {
        name: 'home',
        title: 'Widgets on the home page',
        path: '/',
        as: 'admin',
        ready: says('mail in and out'),
        height: 2100,
      },
    ],
  },
  {
    group: 'Records',
    shots: [
      {
        name: 'record',
        title: 'A record with its mail and cases',
        path: inbox('records/api::contact.contact/{contact}'),
        as: 'admin',
        ready: shows('main section'),
      },
      {
        name: 'record-panel',
        title: 'Beside a record in the content manager',
        path: '/content-manager/collection-types/api::contact.contact/{contact}',
        as: 'admin',
        ready: all(shows('section[aria-label="Cases"]'), scrollsTo('section[aria-label="Messages"]')),
        height: 1300,
      },
    ],
  },
  ...SETTINGS,
  ...STATES,
  // Last, because somebody is gone afterwards.
  ...PERSON,
];
