/**
 * Whether a mail server wrote a mail to report what became of another mail. Needed before its words are read, since
 * people quote such words too. What the report says is domain/reports'.
 */
import { failureLine } from '../reports/failure-words';
import { NOTICE_LENGTH, splitNotice } from '../reports/notice';
import {
  attached,
  found,
  header,
  isAnswerOrForward,
  nullPath,
  present,
  reports,
  shownAs,
  type Classifiable,
  type Signal,
} from './signals';

/** Names under which mail systems report; they stand in From or in the envelope. */
const DAEMON =
  /^<?(?:mailer[-_. ]?daemon|mail[-_. ]?daemon|mail[-_. ]deliver[ey]?r?y?[-_. ](?:sub)?system|mailerdaemon)(?:@|>|$)/i;
const DAEMON_NAME =
  /^(?:mailer[- ]?daemon|(?:internet )?mail deliver(?:y|er)?(?: sub)?[- ]?(?:system|service)?|mail administrator|mail system)$/i;

const fromDaemon: Signal = ({ headers, from }) => {
  const address = from?.address ?? '';
  const named = DAEMON.test(address) || (address === '' && DAEMON.test(from?.name ?? ''));
  if (named) return shownAs('From', address || (from?.name ?? ''));
  return header('return-path', DAEMON)({ headers, from, subject: '' });
};

/** Accounts that servers report from, beside the names that only they have. */
const SYSTEM_ACCOUNT =
  /^(?:post[-_]?master|no-?reply|do-?not-?reply|mailer|mailsystem|mail|system|smtp|bounces?|notification)s?@/i;

/** A report that lost its header on the way: there is no sender, and the text has a report's own fields. */
function headless({ from, text = '' }: Classifiable): string | null {
  if (from !== null || text === '') return null;
  const field = /^(?:final-recipient[ \t]*:[ \t]*rfc822|action[ \t]*:[ \t]*failed).{0,100}/im.exec(
    text.slice(0, NOTICE_LENGTH),
  );
  return field === null ? null : shownAs('Text', field[0]);
}

/** How postmasters' programs begin the subject of a failure. People write as postmaster too, but not so. */
const FAILURE_SUBJECT =
  /^(?:\W{0,3})(?:undeliver|returned mail|nondeliverable|(?:delivery |mail )?failure (?:notice|delivery)|delivery (?:status|error|failure)|mail (?:delivery failed|system error)|failed mail)/i;

const fromPostmaster: Signal = ({ from, subject }) =>
  /^postmaster@/i.test(from?.address ?? '') && FAILURE_SUBJECT.test(subject)
    ? shownAs('From', from?.address ?? '')
    : null;

/** The report as a structure, or a header that only reports have. */
const STRUCTURE: readonly Signal[] = [
  reports('delivery-status'),
  present('x-failed-recipients'),
  fromDaemon,
  fromPostmaster,
  present('x-ms-exchange-message-is-ndr'),
  attached(/^message\/(?:global-)?delivery-status$/),
  headless,
];

/** Where its words end and the mail that it is about begins; it must begin with what happened. */
const FIRST_WORDS = 3000;

const ENCLOSED = /^(?:message\/(?:rfc822|global)|text\/rfc822-headers)$/i;

/** Who wrote it, when that is a system: by its account, its name, or since nobody is to answer it. */
const systemBehind = (message: Classifiable): readonly string[] => {
  const { from } = message;
  const account = SYSTEM_ACCOUNT.test(from?.address ?? '') || DAEMON_NAME.test(from?.name ?? '');
  return [
    ...found([nullPath], message),
    ...(account ? [shownAs('From', from?.address ?? '')] : []),
    ...(from === null ? ['From: '] : []),
  ];
};

/** An answer of a server (RFC 5321 §4.2), a status, or an address: whom or what it is about. */
const ABOUT = /(?:^|[\s:>'"(,=])[45]\d\d[\s-]\S|\b5\.\d\.\d{1,3}\b|@[\w-]+\.\w/m;

/**
 * Words of a failure from a system, with something that shows the mail it is about. A person who tells of a failure, and
 * attaches what came back, is a person.
 */
function failureInWords(message: Classifiable): readonly string[] {
  const system = systemBehind(message);
  if (system.length === 0) return [];
  const { text = '', attachments = [], subject } = message;
  const { lines, enclosed } = splitNotice(text.slice(0, NOTICE_LENGTH));
  const words = lines.join('\n').slice(0, FIRST_WORDS);
  const inSubject = failureLine(subject) !== null ? [shownAs('Subject', subject)] : [];
  const failure = failureLine(words) ?? (inSubject.length > 0 ? subject : null);
  const isShown =
    enclosed.size > 0 || attachments.some(({ type }) => ENCLOSED.test(type)) || ABOUT.test(words);
  return failure === null || !isShown ? [] : [...system, ...inSubject, shownAs('Text', failure)];
}

/** Notices in JSON, as Amazon's SES sends them: a type, and the mail they are about. */
const JSON_NOTICE = /^\s*\{.{0,200}"(?:notificationType|eventType)"\s*:\s*"(Bounce|Complaint|Delivery)"/s;

export const jsonNotice = (text: string): 'Bounce' | 'Complaint' | 'Delivery' | null =>
  (JSON_NOTICE.exec(text.slice(0, 1000))?.[1] as 'Bounce' | 'Complaint' | 'Delivery' | undefined) ?? null;

/** What shows that a server wrote it, as signals; empty when nothing does. */
export function serverNotice(message: Classifiable): readonly string[] {
  const structure = found(STRUCTURE, message);
  if (structure.length > 0) return structure;
  const json = jsonNotice(message.text ?? '');
  if (json === 'Bounce' || json === 'Delivery') return [shownAs('Text', `notificationType ${json}`)];
  if (isAnswerOrForward(message.subject)) return [];
  return failureInWords(message);
}
