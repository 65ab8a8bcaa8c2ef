/** All French texts, loaded together: the panel asks for every language each time it starts. */
import access from './fr/access.json';
import casework from './fr/casework.json';
import commands from './fr/commands.json';
import compose from './fr/compose.json';
import filters from './fr/filters.json';
import inbox from './fr/inbox.json';
import keeping from './fr/keeping.json';
import lists from './fr/lists.json';
import live from './fr/live.json';
import mail from './fr/mail.json';
import ownAccounts from './fr/own-accounts.json';
import people from './fr/people.json';
import reading from './fr/reading.json';
import reports from './fr/reports.json';
import search from './fr/search.json';
import settings from './fr/settings.json';
import templates from './fr/templates.json';
import webhooks from './fr/webhooks.json';
import welcome from './fr/welcome.json';

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
