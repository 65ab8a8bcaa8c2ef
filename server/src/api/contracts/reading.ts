/** What a reader asks beside a conversation: pictures of the web, who the requester is, who follows. */

/** PUT /mailroom/emails/:id/sender: for all mail of that address, and for everybody who reads it. */
export interface SenderChange {
  readonly remoteImages: boolean;
}

/** GET /mailroom/cases/:id/requester */
export interface RequesterView {
  readonly name: string;
  readonly address: string;
  /** a language tag; null: not known */
  readonly language: string | null;
  /** that the reading user may see, this one among them */
  readonly cases: number;
  /** gets no automatic answers */
  readonly blocked: boolean;
  readonly remoteImages: boolean;
}

/** PUT /mailroom/cases/:id/requester: only the given keys change; for all cases of the address. */
export interface RequesterChange {
  readonly blocked?: boolean;
  readonly remoteImages?: boolean;
}

/** POST /mailroom/cases/:id/followers, and DELETE /mailroom/cases/:id/followers/:user, for who works on the case. */
export interface FollowerInput {
  /** id of an admin user who may read the case */
  readonly user: number;
}
