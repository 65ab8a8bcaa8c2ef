/** Strapi writes paths without the prefix of its REST API, so it stands in the server's URL. */
module.exports = ({ env }) => ({
  servers: [{ url: `${env('PUBLIC_URL', 'http://localhost:1337')}/api` }],
});
