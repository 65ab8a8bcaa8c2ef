const mailroomExtensions = require('./mailroom-extensions');

module.exports = {
  register({ strapi }) {
    if (process.env.MAILROOM_EXAMPLES) mailroomExtensions.register(strapi);
  },
  bootstrap() {},
};
