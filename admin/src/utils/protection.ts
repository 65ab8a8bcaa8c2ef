/** What is shown of a mail that is signed or encrypted. Nothing is verified or opened. */
import type { EmailBody, EmailView } from '../../../server/src/api/contracts';

const ARMOR_BEGIN = '-----BEGIN PGP MESSAGE-----';
const ARMOR_END = '-----END PGP MESSAGE-----';

/** Whether there is nothing to read in it but what is encrypted. */
export function isUnreadable(
  encrypted: EmailView['encrypted'],
  { text, html }: Pick<EmailBody, 'text' | 'html'>,
): boolean {
  if (encrypted === null || html !== null) return false;
  const words = text.trim();
  return words === '' || (words.startsWith(ARMOR_BEGIN) && words.endsWith(ARMOR_END));
}
