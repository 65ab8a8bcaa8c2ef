/** The settings, and the states in which every page may be: photographed like the others (pages.mjs). */
import {
  all,
  answers,
  chooses,
  clicks,
  enters,
  fills,
  hangs,
  isOffline,
  refuses,
  says,
  scrollsTo,
  shows,
} from './states.mjs';

/** @typedef {{ group: string, shots: readonly import('./pages.mjs').Shot[] }} Group */

const inbox = (/** @type {string} */ list) => `/plugins/mailroom/${list}`;
const setting = (/** @type {string} */ page) => `/settings/mailroom/${page}`;
const LISTS = '**/mailroom/cases?**';

/** Where nothing is set up yet. */
const NOTHING_YET = {
  data: {
    hasTeam: false,
    hasAccount: false,
    address: null,
    hasMail: false,
    hasCase: false,
    allowed: { teams: true, groupAccounts: true },
    helpers: [],
  },
};

/** The steps of the wizard, with a mailbox of the demo; nothing is stored before the last. */
const triesMailbox = all(
  shows('main form'),
  fills(/^E-mail address/, 'sales@shop.example'),
  clicks('Next'),
  says('Receiving \\(IMAP\\)'),
  enters('imap.host', '127.0.0.1'),
  chooses('Security', 'None'),
  enters('imap.port', '{imapPort}'),
  enters('imap.secret', 'sales-mailbox'),
  enters('smtp.host', '127.0.0.1'),
  chooses('Security', 'None', 1),
  enters('smtp.port', '{smtpPort}'),
  enters('smtp.user', 'sales@shop.example'),
  clicks('Next'),
  says('The connection works'),
);

/** Mail that could not be read, as the list in the settings tells of it. */
const QUARANTINED = {
  items: [
    {
      id: 'unreadable',
      accountName: 'Support',
      folder: 'INBOX',
      uid: 4711,
      reason: 'unreadable',
      detail: 'Multipart boundary is missing',
      subject: 'Scan of the delivery note',
      from: 'scanner@bergwerk.example',
      size: 2_480_311,
      tries: 3,
      quarantinedAt: '2026-01-05T09:00:00.000Z',
    },
  ],
  nextCursor: null,
};

/** @type {readonly Group[]} */
export const SETTINGS = [
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
        ['correspondents', 'Correspondents'],
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
        ready: all(shows('main form'), clicks('Try it'), says('would have matched')),
        height: 1200,
      },
      {
        name: 'settings-quarantined',
        title: 'Mail that could not be read',
        path: setting('quarantine'),
        as: 'admin',
        before: answers('**/mailroom/quarantine?**', QUARANTINED),
        ready: says('Scan of the delivery note'),
      },
      {
        name: 'settings-correspondent',
        title: 'What is noted of a correspondent',
        path: setting('correspondents'),
        as: 'admin',
        ready: all(shows('main table'), clicks(/^Edit /), shows('[role=dialog]')),
      },
      {
        name: 'settings-account-test',
        title: 'The servers of a mailbox are tried',
        path: setting('group-accounts/create'),
        as: 'admin',
        ready: triesMailbox,
      },
      {
        name: 'settings-account-folders',
        title: 'The folders of a mailbox',
        path: setting('group-accounts/create'),
        as: 'admin',
        ready: all(triesMailbox, clicks('Next'), says('Folders to watch')),
      },
      {
        name: 'settings-keeping',
        title: 'How long mail is kept',
        path: setting('group-accounts/{account}'),
        as: 'admin',
        ready: all(
          shows('main form'),
          fills(/^Delete sources after/, '1'),
          fills(/^Delete attachments after/, '12'),
          clicks('Show what would be deleted'),
          says('What these rules delete'),
          scrollsTo('[name="retention.sources"]'),
        ),
      },
      {
        name: 'settings-forbidden',
        title: 'A page of settings that the role does not allow',
        path: setting('general'),
        as: 'agent',
        ready: says('permission'),
      },
      {
        name: 'settings-account',
        title: 'A group account',
        path: setting('group-accounts/{account}'),
        as: 'admin',
        ready: shows('main form'),
        height: 2400,
      },
      ...[
        ['teams/{team}', 'team', 'A team’s members'],
        ['record-links/{rule}', 'record-rule', 'How a content type is linked'],
        ['templates/{template}', 'template', 'A template and its preview'],
        ['webhooks/create', 'webhook-create', 'A new webhook'],
        ['webhooks/{webhook}', 'webhook', 'A webhook and what was sent to it'],
        ['group-accounts/create', 'account-wizard', 'Connecting a mailbox'],
      ].map(([page, name, title]) => ({
        name: `settings-${name}`,
        title: `${title}`,
        path: setting(`${page}`),
        as: /** @type {const} */ ('admin'),
        ready: shows('main form'),
        height: 1200,
      })),
    ],
  },
];

/** @type {readonly Group[]} */
export const STATES = [
  {
    group: 'States',
    shots: [
      {
        name: 'first-run',
        title: 'Before anything is set up',
        path: inbox('cases/open'),
        as: 'admin',
        before: all(
          answers('**/mailroom/first-run', NOTHING_YET),
          answers(LISTS, { items: [], nextCursor: null }),
        ),
        ready: says('Welcome to Mailroom'),
        phone: true,
      },
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
        isLoading: true,
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
        ready: says('role does not allow'),
        phone: true,
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
