/** All German texts, loaded together: the panel asks for every language each time it starts. */
import access from './de/access.json';
import casework from './de/casework.json';
import commands from './de/commands.json';
import compose from './de/compose.json';
import filters from './de/filters.json';
import inbox from './de/inbox.json';
import keeping from './de/keeping.json';
import lists from './de/lists.json';
import live from './de/live.json';
import mail from './de/mail.json';
import ownAccounts from './de/own-accounts.json';
import people from './de/people.json';
import reading from './de/reading.json';
import reports from './de/reports.json';
import search from './de/search.json';
import settings from './de/settings.json';
import templates from './de/templates.json';
import webhooks from './de/webhooks.json';
import welcome from './de/welcome.json';

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
