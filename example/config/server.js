module.exports = ({ env }) => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  app: { keys: env.array('APP_KEYS') },
  // No question to the npm registry at each start.
  logger: { updates: { enabled: false } },
  // `public` shows what the REST API is at /api/openapi.json.
  openapi: { 'content-api': { access: env('OPENAPI_ACCESS', 'disabled'), cache: { enabled: false } } },
});
