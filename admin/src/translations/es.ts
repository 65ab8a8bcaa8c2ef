/** All Spanish texts, loaded together: the panel asks for every language each time it starts. */
import access from './es/access.json';
import casework from './es/casework.json';
import commands from './es/commands.json';
import compose from './es/compose.json';
import filters from './es/filters.json';
import inbox from './es/inbox.json';
import keeping from './es/keeping.json';
import lists from './es/lists.json';
import live from './es/live.json';
import mail from './es/mail.json';
import ownAccounts from './es/own-accounts.json';
import people from './es/people.json';
import reading from './es/reading.json';
import reports from './es/reports.json';
import search from './es/search.json';
import settings from './es/settings.json';
import templates from './es/templates.json';
import webhooks from './es/webhooks.json';
import welcome from './es/welcome.json';

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
