/** The ids of all texts of the settings pages, taken from the English files. Types alone. */
import type access from '../../translations/en/access.json';
import type ownAccounts from '../../translations/en/own-accounts.json';
import type settings from '../../translations/en/settings.json';
import type templates from '../../translations/en/templates.json';
import type webhooks from '../../translations/en/webhooks.json';
import type keeping from '../../translations/en/keeping.json';
import type welcome from '../../translations/en/welcome.json';

export type MessageId = keyof (typeof settings &
  typeof ownAccounts &
  typeof templates &
  typeof access &
  typeof webhooks &
  typeof keeping &
  typeof welcome);
