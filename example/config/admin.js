module.exports = ({ env }) => ({
  auth: { secret: env('ADMIN_JWT_SECRET') },
  apiToken: { salt: env('API_TOKEN_SALT') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT') } },
  secrets: { encryptionKey: env('ENCRYPTION_KEY') },
  // The tests sign in and register far more often than people do.
  rateLimit: { enabled: env.bool('SIGN_IN_LIMITS', true) },
  flags: { nps: false, promoteEE: false },
});
