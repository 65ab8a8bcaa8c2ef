/** What customers wrote in the days before the demo begins: mail that is there when the mailboxes are connected. */
import { MOVED_DOMAIN } from '../customers/postmaster.mjs';
import { topicLetter } from '../customers/topics.mjs';

export const PAST_DAYS = 13;
const LETTERS = 48;
const HOUR = 60 * 60 * 1000;

/** Somebody whose mailbox has gone: what is answered comes back. */
export const MOVED_CUSTOMER = `h.lindqvist@${MOVED_DOMAIN}`;

/**
 * Oldest first, by day and night as customers write; the newest is some hours old.
 * @param {Date} now
 * @returns {readonly import('../customers/post.mjs').Letter[]}
 */
export function pastLetters(now) {
  const hoursAgo = (/** @type {number} */ position) =>
    8 + ((LETTERS - position) * (PAST_DAYS * 24 - 24)) / LETTERS;
  const letters = Array.from({ length: LETTERS }, (_, number) => topicLetter(number));
  const moved = {
    from: MOVED_CUSTOMER,
    fromName: 'Hanna Lindqvist',
    to: 'support@shop.example',
    subject: 'Spare mantle for an old lantern',
    words:
      'Hello,\n\ndo you still have mantles for the lantern of 2019? Two would do.\n\nThank you\nHanna Lindqvist',
  };
  return [...letters.slice(0, -6), moved, ...letters.slice(-6)].map((letter, position) => ({
    ...letter,
    date: new Date(now.getTime() - hoursAgo(position) * HOUR),
  }));
}
