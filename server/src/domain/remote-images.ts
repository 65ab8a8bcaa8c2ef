/** When pictures of the web are shown without asking. Asking for one tells the sender that, and when, a mail was opened. */
import type { Authentication, MailWarning } from './authentication';
import type { Classification } from './classification/kinds';

export interface PictureFacts {
  readonly direction: 'in' | 'out';
  readonly classification: Classification;
  readonly warnings: readonly MailWarning[];
  readonly authentication: Authentication | null;
}

/**
 * Whether what was remembered of an address holds for this mail, too: anybody can write that address into a mail, so not
 * for spam and not where our own server says that somebody did.
 */
export const showsPictures = (remembered: boolean, mail: PictureFacts): boolean =>
  remembered &&
  mail.direction === 'in' &&
  mail.classification !== 'spam' &&
  !mail.warnings.includes('forged-colleague') &&
  !(mail.authentication?.trusted === true && mail.authentication.dmarc === 'fail');
