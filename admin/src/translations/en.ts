/** All English texts, loaded together: the panel asks for every language each time it starts. */
import access from './en/access.json';
import casework from './en/casework.json';
import commands from './en/commands.json';
import compose from './en/compose.json';
import filters from './en/filters.json';
import inbox from './en/inbox.json';
import keeping from './en/keeping.json';
import lists from './en/lists.json';
import live from './en/live.json';
import mail from './en/mail.json';
import ownAccounts from './en/own-accounts.json';
import people from './en/people.json';
import reading from './en/reading.json';
import reports from './en/reports.json';
import search from './en/search.json';
import settings from './en/settings.json';
import templates from './en/templates.json';
import webhooks from './en/webhooks.json';
import welcome from './en/welcome.json';

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
