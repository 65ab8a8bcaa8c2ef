const path = require('node:path');

/** Mailroom is taken from the repository this example lies in. An app that installed the package needs no `resolve`. */
module.exports = ({ env }) => ({
  mailroom: {
    enabled: env.bool('MAILROOM_ENABLED', true),
    resolve: path.resolve(__dirname, '../..'),
    config: {
      fetch: { rule: env('MAILROOM_FETCH_RULE', '*/30 * * * * *') },
      storage: { folder: env('MAILROOM_STORAGE_FOLDER', '') || undefined },
    },
  },
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET') } },
});
