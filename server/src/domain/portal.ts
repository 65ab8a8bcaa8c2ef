/**
 * Who may use the customer portal, and in whose name: a user of the app stands for one e-mail address, once something
 * proves that it is theirs. Which cases and mails that opens is asked elsewhere.
 */
import { addressKey, isSendable } from './addresses';

/** Whoever asks, as far as the portal minds. */
export type PortalCaller =
  | { readonly kind: 'token' | 'public' }
  | {
      readonly kind: 'user';
      readonly name: string;
      readonly address: string;
      /** the app says that the address is theirs */
      readonly confirmed: boolean;
    };

export interface PortalTrust {
  /** the app sends every new user a mail, and they are confirmed by its link */
  readonly confirmsAddresses: boolean;
  /** an operator says that addresses are proven in another way */
  readonly trustAddresses: boolean;
}

/** Somebody who is who they say they are. */
export interface Requester {
  /** to show; empty where the app gave an address for a name */
  readonly name: string;
  /** as correspondents are compared */
  readonly address: string;
}

export type PortalRefusal = 'no-user' | 'no-address' | 'unproven-addresses' | 'unconfirmed';

export type PortalAccess =
  | { readonly kind: 'granted'; readonly requester: Requester }
  | { readonly kind: 'refused'; readonly why: PortalRefusal };

/**
 * Where the app confirms nothing, Strapi calls every new user confirmed, and anybody could register with a customer's
 * address: then nobody is let in, unless the operator vouches for the addresses.
 */
export function portalAccess(caller: PortalCaller, trust: PortalTrust): PortalAccess {
  if (caller.kind !== 'user') return { kind: 'refused', why: 'no-user' };
  if (!isSendable(caller.address)) return { kind: 'refused', why: 'no-address' };
  if (!trust.confirmsAddresses && !trust.trustAddresses)
    return { kind: 'refused', why: 'unproven-addresses' };
  if (!caller.confirmed) return { kind: 'refused', why: 'unconfirmed' };
  return {
    kind: 'granted',
    requester: { name: shownName(caller.name), address: addressKey(caller.address) },
  };
}

/** A display name that shows no address: colleagues' programs put theirs where a name belongs. */
export function shownName(name: string): string {
  const trimmed = name.trim();
  return trimmed.includes('@') ? '' : trimmed;
}
