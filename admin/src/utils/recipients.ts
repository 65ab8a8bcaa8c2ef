/** Recipients of a draft while they are written: what was typed becomes people, or stays as what it is until it is put right. */
import { formatAddress, parseAddressList } from './addresses';
import type { MailAddress } from '../../../server/src/api/contracts';

/** One entry of a recipient field. */
export interface Recipient extends MailAddress {
  readonly valid: boolean;
}

export const recipientsOf = (addresses: readonly MailAddress[]): readonly Recipient[] =>
  addresses.map(({ name, address }) => ({ name, address, valid: true }));

const sameAddress = (one: MailAddress, other: MailAddress): boolean =>
  one.address.toLowerCase() === other.address.toLowerCase();

/** Adds what was typed or pasted; who is there already is not added again. */
export function withTyped(recipients: readonly Recipient[], typed: string): readonly Recipient[] {
  const { people, invalid } = parseAddressList(typed);
  const written = [
    ...recipientsOf(people),
    ...invalid.map((address) => ({ name: '', address, valid: false })),
  ];
  return written.reduce<readonly Recipient[]>(
    (all, one) => (all.some((other) => sameAddress(one, other)) ? all : [...all, one]),
    recipients,
  );
}

/** Those that can be stored. */
export const validOnes = (recipients: readonly Recipient[]): readonly MailAddress[] =>
  recipients.filter(({ valid }) => valid).map(({ name, address }) => ({ name, address }));

/** A recipient as text that can be changed and read again. */
export const recipientText = (recipient: Recipient): string =>
  recipient.valid ? formatAddress(recipient) : recipient.address;

export type RecipientFault =
  { readonly kind: 'invalid'; readonly addresses: readonly string[] } | { readonly kind: 'missing' };

/** What keeps a mail to these from being sent; null: nothing does. */
export function recipientFault(
  to: readonly Recipient[],
  others: readonly Recipient[],
): RecipientFault | null {
  const all = [...to, ...others];
  const invalid = all.filter(({ valid }) => !valid).map(({ address }) => address);
  if (invalid.length > 0) return { kind: 'invalid', addresses: invalid };
  return all.length === 0 ? { kind: 'missing' } : null;
}
