/** The ids of all texts of the settings pages, taken from the English file. Types alone. */
import type messages from '../../translations/en/settings.json';

export type MessageId = keyof typeof messages;
