/**
 * The program that the tests and the demo fork: the example app's Strapi, which says over the message channel when it
 * listens. Plain JavaScript, since nothing transforms it.
 */
const path = require('node:path');
const { createStrapi } = require('@strapi/strapi');

const appDir = path.resolve(__dirname, '../../example');

// The channel breaks when the test run dies: then nobody is left to stop this process.
process.once('disconnect', () => process.exit(1));

createStrapi({ appDir, distDir: appDir, serveAdminPanel: process.env.SERVE_ADMIN_PANEL === 'true' })
  .start()
  .then(() => process.send('listening'));
