/** The example app's Strapi, not started. Plain JavaScript, since nothing transforms it. */
const path = require('node:path');
const { createStrapi } = require('@strapi/strapi');

const appDir = path.resolve(__dirname, '../../example');

exports.createExample = ({ adminPanel }) =>
  createStrapi({ appDir, distDir: appDir, serveAdminPanel: adminPanel });
