/**
 * What the stages on PostgreSQL and MariaDB leave out, to be done in time: files about connections, servers, secrets and threads,
 * which ask the database nothing that others do not ask it there too. All of them run on SQLite, and on the others when somebody
 * names one: `npm test -- postgres -- oauth`. A file that is about rows never belongs here.
 */

/** Patterns of paths, each with why. */
export const SAME_ON_ALL_DATABASES = [
  // The support's own tests know nothing of the database.
  'integration/support/',
  // Words, steps and trust of connections that are tried.
  'integration/mail/connection\\.test',
  'integration/mail/certificates\\.test',
  // Grants and passwords are single columns, read and replaced by id.
  'integration/mail/oauth\\.test',
  'integration/mail/secrets\\.test',
  // When a mailbox is due and what is told of it runs there in `alarms`, by the same clock.
  'integration/mail/health\\.test',
  // Connections that wait for news; what they bring is fetched like everything else.
  'integration/mail/push\\.test',
  // Shapes of answers against the document that describes them; what is in them is asked there by `rest-read`.
  'integration/openapi\\.test',
  // Code of apps that is called, and what becomes of its mistakes.
  'integration/mail/extensions\\.test',
  // One file from a mail server to a browser.
  'integration/mail/remote-files\\.test',
  // Bytes in folders and buckets; the few rows that say where are read and written by name and id.
  'integration/mail/storage\\.test',
  // Files that people bring in, and one command; what is killed on its way runs there in `power-cuts` and `history`.
  'integration/mail/import\\.test',
  // A copy in a folder of a mail server; what is sent, and when, runs there in `sending` and `sending-runs`.
  'integration/mail/sent-copies\\.test',
  // Threads that die or take too long; quarantine and attempts run there in `quarantine` and `power-cuts`.
  'integration/mail/reading\\.test',
  // Bad networks and poor servers; the ledger runs there in `power-cuts`, `random-operations` and `folder-changes`.
  'integration/engine/faults\\.test',
  'integration/engine/plain-servers\\.test',
];

/**
 * What runs on MariaDB where nobody asks for that stage alone (`npm test -- mariadb` runs all but the files above): what is
 * written otherwise for it, and mail from the server to the agent and back.
 */
export const ALSO_ON_MARIADB = [
  'integration/mail/whole-way\\.test',
  'integration/mail/search\\.test',
  'integration/mail/distribution\\.test',
  'integration/engine/sending-runs\\.test',
];
