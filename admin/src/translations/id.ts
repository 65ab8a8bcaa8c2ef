/** All Indonesian texts, loaded together: the panel asks for every language each time it starts. */
import access from './id/access.json';
import casework from './id/casework.json';
import commands from './id/commands.json';
import compose from './id/compose.json';
import filters from './id/filters.json';
import inbox from './id/inbox.json';
import keeping from './id/keeping.json';
import lists from './id/lists.json';
import live from './id/live.json';
import mail from './id/mail.json';
import ownAccounts from './id/own-accounts.json';
import people from './id/people.json';
import reading from './id/reading.json';
import reports from './id/reports.json';
import search from './id/search.json';
import settings from './id/settings.json';
import templates from './id/templates.json';
import webhooks from './id/webhooks.json';
import welcome from './id/welcome.json';

export default {
  ...access,
  ...casework,
  ...commands,
  ...compose,
  ...filters,
  ...inbox,
  ...keeping,
  ...lists,
  ...live,
  ...mail,
  ...ownAccounts,
  ...people,
  ...reading,
  ...reports,
  ...search,
  ...settings,
  ...templates,
  ...webhooks,
  ...welcome,
};
