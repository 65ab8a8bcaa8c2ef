/** The plugin's id: part of uids, routes and permissions. Never changed. */
export const PLUGIN_ID = 'mailroom';
