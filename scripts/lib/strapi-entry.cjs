/** The program that the demo forks: the example app's Strapi, which says over the message channel when it listens. */
const { createExample } = require('./example-app.cjs');

// The channel breaks when the demo dies: then nobody is left to stop this process.
process.once('disconnect', () => process.exit(1));

createExample({ adminPanel: process.env.SERVE_ADMIN_PANEL === 'true' })
  .start()
  .then(() => process.send('listening'));
