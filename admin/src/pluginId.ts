/** The plugin's id, as the server registers it; it is the prefix of routes, translations and permissions. */
export const PLUGIN_ID = 'mailroom';
