/**
 * When two copies are the same mail. A Message-ID alone never says so: it is absent, reused and forged
 * (sync-engine §1.1, peers no. 10 and 11). A location says where a copy lies, not what it is.
 */
import { createHash } from 'node:crypto';
import { addressKey } from './addresses';
import type { ParsedMessage } from './message';

/** Hex sha256 of the parts, kept apart by a byte that occurs in none of them. */
export function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex');
}

/** What a Message-ID is looked up by, since it may be longer than an index allows. */
export function messageIdHash(messageId: string): string {
  return hashOf(messageId.trim());
}

export function addressHash(address: string): string {
  return hashOf(addressKey(address));
}

/**
 * What a mail keeps wherever it is delivered: trace headers (Received, Delivered-To, Return-Path) are left out,
 * since they differ between two mailboxes that receive the same mail.
 */
export function fingerprintOf(message: ParsedMessage): string {
  return hashOf(
    message.messageId ?? '',
    message.date?.toISOString() ?? '',
    addressKey(message.from?.address ?? ''),
    message.subject,
    message.bodyHash,
  );
}

/** The unique key of a mail that was written here: a copy of it is known by its Message-ID, whatever a server adds. */
export function outgoingIdentity(messageId: string): string {
  return hashOf('outgoing', messageId);
}

/**
 * The unique key of an email. Mail with a Message-ID has one key for all copies. Mail without one is counted: the
 * second equal mail in one folder is another mail (a form sent twice), while the first in another mailbox is the same.
 *
 * @param ordinal how many equal mails came before in the same folder; 0 for mail with a Message-ID
 */
export function identityHash(fingerprint: string, ordinal: number): string {
  return ordinal === 0 ? fingerprint : hashOf(fingerprint, String(ordinal));
}
