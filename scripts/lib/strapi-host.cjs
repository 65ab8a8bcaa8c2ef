/**
 * A process of the tests in which Strapi runs, one after another: loading Strapi's modules takes four fifths of a start. What is
 * asked over the message channel is answered there. Plain JavaScript, since nothing transforms it.
 */
const { appendFileSync } = require('node:fs');
const { createExample } = require('./example-app.cjs');

let strapi = null;

// Strapi ends by taking away every listener of the process: those of the channel too, which must stay.
const removeAllListeners = process.removeAllListeners.bind(process);
process.removeAllListeners = (...named) => {
  for (const event of named.length > 0 ? named : ['SIGINT', 'SIGTERM']) removeAllListeners(event);
  return process;
};

/** Writes each kind of statement that is made from now on into a file, with the values of the first: one JSON object a line. */
function writeDown(knex, file) {
  const known = new Set();
  knex.on('query', ({ sql, bindings }) => {
    if (known.has(sql) || !/mailroom_/.test(sql)) return;
    known.add(sql);
    appendFileSync(file, `${JSON.stringify({ sql, bindings })}\n`);
  });
}

const OPERATIONS = {
  /** Resolves when it listens. A Strapi that cannot start ends the process. */
  async start({ environment, adminPanel }) {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, environment);
    strapi = createExample({ adminPanel });
    await strapi.load();
    if (environment.MAILROOM_STATEMENTS) writeDown(strapi.db.connection, environment.MAILROOM_STATEMENTS);
    await strapi.start();
  },
  /** Shuts down gracefully. */
  async stop() {
    await strapi.destroy();
    strapi = null;
  },
  /** One of Mailroom's services, as the app's own code calls it. */
  call: ({ service, method, args }) =>
    strapi
      .plugin('mailroom')
      .service(service)
      [method](...args),
};

process.on('message', async ({ id, operation, ...input }) => {
  try {
    process.send({ id, result: await OPERATIONS[operation](input) });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});

// The channel breaks when the test run dies: then nobody is left to stop this process.
process.once('disconnect', () => process.exit(1));
