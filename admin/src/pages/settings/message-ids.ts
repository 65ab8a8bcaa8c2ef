/** The ids of all texts of the settings pages, taken from the English files. Types alone. */
import type ownAccounts from '../../translations/en/own-accounts.json';
import type messages from '../../translations/en/settings.json';

export type MessageId = keyof (typeof messages & typeof ownAccounts);
