const path = require('node:path');

/**
 * Mailroom is taken from the repository this example lies in. An app that installed the package needs no
 * `resolve`. MAILROOM_CONFIG may hold more of Mailroom's settings, as JSON; MAILROOM_CONNECTIONS those for the servers
 * that it may connect to.
 */
module.exports = ({ env }) => {
  const { fetch, distribute, storage, ...settings } = env.json('MAILROOM_CONFIG', {});
  return {
    mailroom: {
      enabled: env.bool('MAILROOM_ENABLED', true),
      resolve: path.resolve(__dirname, '../..'),
      config: {
        ...settings,
        fetch: { rule: env('MAILROOM_FETCH_RULE', '*/30 * * * * *'), ...fetch },
        connections: env.json('MAILROOM_CONNECTIONS', {}),
        distribute: { rule: env('MAILROOM_DISTRIBUTE_RULE', '0 * * * * *'), ...distribute },
        storage: { ...storage, folder: env('MAILROOM_STORAGE_FOLDER', '') || undefined },
      },
    },
    'users-permissions': {
      config: {
        jwtSecret: env('JWT_SECRET'),
        ratelimit: { enabled: env.bool('SIGN_IN_LIMITS', true) },
      },
    },
  };
};
