const path = require('node:path');

/**
 * SQLite by default; DATABASE_CLIENT=postgres with DATABASE_URL (and optionally DATABASE_SCHEMA) for PostgreSQL,
 * DATABASE_CLIENT=mysql with DATABASE_URL for MySQL and MariaDB.
 */
module.exports = ({ env }) => {
  const client = env('DATABASE_CLIENT', 'sqlite');
  if (client === 'postgres') {
    return {
      connection: {
        client,
        connection: { connectionString: env('DATABASE_URL'), schema: env('DATABASE_SCHEMA', 'public') },
        pool: { min: 0, max: 10 },
      },
    };
  }
  if (client === 'mysql') {
    const { hostname, port, username, password, pathname } = new URL(env('DATABASE_URL'));
    return {
      connection: {
        client,
        connection: {
          host: hostname,
          port: Number(port || 3306),
          user: decodeURIComponent(username),
          password: decodeURIComponent(password),
          database: pathname.slice(1),
        },
        pool: { min: 0, max: 10 },
      },
    };
  }
  return {
    connection: {
      client: 'sqlite',
      connection: { filename: path.resolve(__dirname, '..', env('DATABASE_FILENAME', '.tmp/data.db')) },
      useNullAsDefault: true,
      pool: {
        // A write-ahead log lets the panel read while mail is written; NORMAL keeps it safe against a killed process.
        afterCreate: (connection, done) => {
          connection.pragma('journal_mode = WAL');
          connection.pragma('synchronous = NORMAL');
          done(null, connection);
        },
      },
    },
  };
};
