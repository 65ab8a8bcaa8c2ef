/**
 * What the filters of our own server say (SpamAssassin, Rspamd, Microsoft, others). Whoever sends a mail can write these
 * headers too, but gains nothing by calling his own mail spam; a "no" is therefore not listened to.
 */
import { header, type Signal } from './signals';

/** Spam confidence level from which Microsoft files into Junk. */
const MICROSOFT_JUNK = 5;

const levelFrom = (value: string, pattern: RegExp): number => Number(pattern.exec(value)?.[1] ?? -1);

export const SPAM: readonly Signal[] = [
  header('x-spam-flag', /^(?:yes|true)\b/),
  header('x-spam-status', /^yes\b/),
  header('x-spam', /^(?:yes|true)\b/),
  header('x-spamd-result', /\[\s*true\s*\]/),
  header('x-rspamd-action', /^(?:add header|rewrite subject|reject)/),
  header('x-ms-exchange-organization-scl', (value) => Number.parseInt(value, 10) >= MICROSOFT_JUNK),
  header('x-microsoft-antispam-mailbox-delivery', /\bdest:j\b/),
  header(
    'x-forefront-antispam-report',
    (value) => levelFrom(value, /\bscl:(-?\d{1,2})\b/) >= MICROSOFT_JUNK || /\bsfv:spm\b/.test(value),
  ),
  header('x-proofpoint-spam-details', /\brule=(?:\w*_)?spam\b/),
  header('x-barracuda-spam-flag', /^yes\b/),
  header('x-bogosity', /^(?:yes|spam)\b/),
];

export const SPAM_HEADERS = [
  'x-spam-flag',
  'x-spam-status',
  'x-spam',
  'x-spamd-result',
  'x-rspamd-action',
  'x-ms-exchange-organization-scl',
  'x-microsoft-antispam-mailbox-delivery',
  'x-forefront-antispam-report',
  'x-proofpoint-spam-details',
  'x-barracuda-spam-flag',
  'x-bogosity',
] as const;
