/** A sign-in at an OAuth2 provider that has begun: what the way back must prove. Single-use, gone after ten minutes. */
import { contentType, datetime, index, integer, secret, string, unique } from '../schema';

export default contentType({
  singularName: 'authorization-attempt',
  pluralName: 'authorization-attempts',
  displayName: 'Authorization attempt',
  attributes: {
    /** sha256 of the state */
    stateHash: string(),
    /** sealed PKCE verifier */
    verifier: secret(),
    mailboxId: integer(),
    userId: integer(),
    provider: string(),
    expiresAt: datetime(),
  },
  indexes: [
    unique('authorization_attempts_state', ['state_hash']),
    index('authorization_attempts_expiry', ['expires_at']),
  ],
});
