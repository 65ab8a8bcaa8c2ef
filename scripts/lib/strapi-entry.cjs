/**
 * The program that the tests and the demo fork: the example app's Strapi, which says over the message channel when it
 * listens. Plain JavaScript, since nothing transforms it.
 */
const path = require('node:path');
const { createStrapi } = require('@strapi/strapi');

const appDir = path.resolve(__dirname, '../../example');

// The channel breaks when the test run dies: then nobody is left to stop this process.
process.once('disconnect', () => process.exit(1));

const strapi = createStrapi({
  appDir,
  distDir: appDir,
  serveAdminPanel: process.env.SERVE_ADMIN_PANEL === 'true',
});
strapi.start().then(() => process.send('listening'));

// Whoever started this process may call Mailroom's services as the app's own code does.
process.on('message', async ({ id, service, method, args }) => {
  try {
    process.send({
      id,
      result: await strapi
        .plugin('mailroom')
        .service(service)
        [method](...args),
    });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});
