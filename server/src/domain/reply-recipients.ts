/** To whom an answer goes unless its author says otherwise. Whether they may be written to is decided by others. */
import { addressKey, isSendable, uniqueAddresses } from './addresses';
import type { Address } from './message';

interface AnsweredMail {
  readonly direction: 'in' | 'out';
  readonly from: Address;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
}

export interface Recipients {
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
}

/** Tells of an address whether it is one of these, with a mark after a plus as well (RFC 5233). */
export function isOneOf(own: readonly string[]): (address: Address) => boolean {
  const keys = new Set(own.map(addressKey));
  return ({ address }) => {
    const key = addressKey(address);
    return keys.has(key) || keys.has(key.replace(/\+[^@]*(?=@[^@]*$)/, ''));
  };
}

/**
 * Who wrote, by Reply-To where there is one; whom we wrote to, where the answered mail is our own. For everybody: the others
 * whom the mail names as copies. Our own addresses are left out, unless nobody else is there.
 *
 * @param own addresses of our accounts and of the author
 */
export function replyRecipients(mail: AnsweredMail, own: readonly string[], everybody: boolean): Recipients {
  const isOwn = isOneOf(own);
  const sendable = (addresses: readonly Address[]): readonly Address[] =>
    uniqueAddresses(addresses.filter(({ address }) => isSendable(address)));
  const others = (addresses: readonly Address[]): readonly Address[] =>
    sendable(addresses).filter((address) => !isOwn(address));
  const candidates = mail.direction === 'out' ? [mail.to] : [mail.replyTo, [mail.from], mail.to];
  const to =
    candidates.map(others).find((addresses) => addresses.length > 0) ??
    candidates.map(sendable).find((addresses) => addresses.length > 0) ??
    [];
  if (!everybody) return { to, cc: [] };
  const isTo = isOneOf(to.map(({ address }) => address));
  return {
    to,
    cc: others([...(mail.direction === 'out' ? [] : mail.to), ...mail.cc]).filter((one) => !isTo(one)),
  };
}
