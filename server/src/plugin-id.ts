import { version } from '../../package.json';

/** The plugin's id: part of uids, routes and permissions. Never changed. */
export const PLUGIN_ID = 'mailroom';

/** Of the running Mailroom: what an older one could not handle is tried again. */
export const VERSION: string = version;
