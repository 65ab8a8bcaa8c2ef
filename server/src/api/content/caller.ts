/** Who asks over REST: an API token, a user of the app, or anybody. */

export type Caller =
  | { readonly kind: 'token'; readonly id: number; readonly name: string }
  | {
      readonly kind: 'user';
      readonly id: number;
      readonly name: string;
      readonly address: string;
      /** the app says that the address is theirs */
      readonly confirmed: boolean;
    }
  | { readonly kind: 'public' };

/** What Strapi's strategies leave in a request. */
export interface Authenticated {
  readonly state: {
    readonly auth?: {
      readonly strategy?: { readonly name?: string };
      readonly credentials?: {
        readonly id?: number;
        readonly name?: string;
        readonly username?: string;
        readonly email?: string;
        readonly confirmed?: boolean | null;
      } | null;
    };
  };
}

/** @throws nothing: whom no strategy knows is `public` */
export function callerOf({ state }: Authenticated): Caller {
  const { strategy, credentials } = state.auth ?? {};
  if (credentials?.id === undefined) return { kind: 'public' };
  const { id, name = '', username = '', email = '', confirmed } = credentials;
  if (strategy?.name === 'users-permissions')
    return { kind: 'user', id, name: username, address: email, confirmed: confirmed === true };
  return { kind: 'token', id, name };
}

/** The same for the same caller, for keys and limits. */
export const callerKey = (caller: Caller): string =>
  caller.kind === 'public' ? 'public' : `${caller.kind}:${caller.id}`;
