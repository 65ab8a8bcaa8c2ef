/** Complaints of recipients about mail of ours: feedback reports (RFC 5965) and what providers send instead. */
import { jsonNotice } from './server-notice';
import { attached, isAnswerOrForward, reports, shownAs, type Classifiable, type Signal } from './signals';

const SUBJECT =
  /^(?:complaint about message from|(?:e-?mail )?(?:abuse|feedback|spam|complaint) (?:feedback )?report|.{0,40}\babuse report$)/i;

/** Hotmail and others enclose the mail and say in the subject what it is. */
const enclosesComplaint: Signal = ({ subject, attachments = [] }: Classifiable) =>
  SUBJECT.test(subject) &&
  !isAnswerOrForward(subject) &&
  attachments.some(({ type }) =>
    /^(?:message\/rfc822|text\/rfc822-headers|message\/feedback-report)$/i.test(type),
  )
    ? shownAs('Subject', subject)
    : null;

export const COMPLAINT: readonly Signal[] = [
  reports('feedback-report'),
  attached(/^message\/feedback-report$/),
  ({ text = '' }) => (jsonNotice(text) === 'Complaint' ? 'Text: notificationType Complaint' : null),
  enclosesComplaint,
];
