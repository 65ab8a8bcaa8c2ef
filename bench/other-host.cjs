/** Loaded into a Strapi (NODE_OPTIONS=--require) that shall believe to run on a host of its own: its end cannot be seen from others. */
const os = require('node:os');

const name = process.env.MAILROOM_BENCH_HOST;
if (name) os.hostname = () => name;
