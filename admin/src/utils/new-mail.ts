/** A first mail that is being written: kept in the browser per user and record, and checked before it is sent. */
import { parseAddressList } from './addresses';

export interface NewMailDraft {
  /** id of the account; empty until one is chosen */
  readonly account: string;
  readonly to: string;
  readonly cc: string;
  readonly subject: string;
  readonly text: string;
  readonly assignToMe: boolean;
  /** names the mail until it is sent, so that a second try cannot send it twice */
  readonly idempotencyKey: string | null;
}

const EMPTY: NewMailDraft = {
  account: '',
  to: '',
  cc: '',
  subject: '',
  text: '',
  assignToMe: true,
  idempotencyKey: null,
};

/** @param place of the record; empty for mail from no record */
export const newMailKey = (userId: number, place: string): string => `mailroom.new-mail.${userId}.${place}`;

/** The stored draft over an empty one; null when there is none or it cannot be read. */
export function readNewMail(storage: Pick<Storage, 'getItem'>, key: string): NewMailDraft | null {
  try {
    const stored: unknown = JSON.parse(storage.getItem(key) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return null;
    const fields = stored as Readonly<Record<string, unknown>>;
    const text = (name: string): string => (typeof fields[name] === 'string' ? String(fields[name]) : '');
    return {
      account: text('account'),
      to: text('to'),
      cc: text('cc'),
      subject: text('subject'),
      text: text('text'),
      assignToMe: fields.assignToMe !== false,
      idempotencyKey: text('idempotencyKey') || null,
    };
  } catch {
    return null;
  }
}

/** Stores what somebody would miss. A full or forbidden storage is no reason to stop typing. */
export function writeNewMail(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  key: string,
  draft: NewMailDraft | null,
): void {
  try {
    if (draft === null) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(draft));
  } catch {
    // The text is still on the screen.
  }
}

/** The stored draft with an account that may still be sent from, or a new one to the proposed address. */
export function newMailFrom(
  stored: NewMailDraft | null,
  accounts: readonly { readonly id: string }[],
  proposed: string,
): NewMailDraft {
  const draft = stored ?? { ...EMPTY, to: proposed };
  const known = accounts.some(({ id }) => id === draft.account);
  return known ? draft : { ...draft, account: accounts[0]?.id ?? '' };
}

export type FieldFault =
  { readonly kind: 'missing' } | { readonly kind: 'invalid'; readonly addresses: readonly string[] };

export interface CheckedNewMail {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** null: nothing is wrong with the field */
  readonly faults: Readonly<Record<'to' | 'cc' | 'subject', FieldFault | null>>;
}

/** Reads the address fields and says what keeps the mail from being sent. */
export function checkNewMail({ to, cc, subject }: NewMailDraft): CheckedNewMail {
  const recipients = parseAddressList(to);
  const copies = parseAddressList(cc);
  const invalid = (addresses: readonly string[]): FieldFault | null =>
    addresses.length > 0 ? { kind: 'invalid', addresses } : null;
  const missing = (isMissing: boolean): FieldFault | null => (isMissing ? { kind: 'missing' } : null);
  return {
    to: recipients.addresses,
    cc: copies.addresses,
    faults: {
      to: invalid(recipients.invalid) ?? missing(recipients.addresses.length === 0),
      cc: invalid(copies.invalid),
      subject: missing(subject.trim() === ''),
    },
  };
}
