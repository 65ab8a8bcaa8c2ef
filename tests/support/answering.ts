/** An agent who answers cases: what tests of sending do over and over. */
import type { CaseRow, EmailView, GroupAccountDetail } from '../../server/src/api/contracts';
import type { AdminClient } from './admin-client';
import { caseBySubject, caseDetail, replyForm, type Mailroom } from './mailroom';
import type { ReceivedMail, SmtpSink } from './smtp-sink';

export const CUSTOMER = 'jonas@feld.example';

/** The text of the answer to a case. */
export const answerTo = ({ subject }: CaseRow): string => `The answer to ${subject}`;

export interface Answering {
  /** A customer's mail comes in and opens a case. */
  openCase(subject: string, account: GroupAccountDetail): Promise<CaseRow>;
  /** Hands in an answer; `more` is merged into the request. The same case twice is the same answer. */
  answer(row: CaseRow, more?: object): Promise<void>;
  /** What a sink has got of the answer to a case. */
  arrivedOf(row: CaseRow, sink?: SmtpSink): readonly ReceivedMail[];
  retry(email: EmailView): Promise<{ readonly status: number }>;
  deliveryProblem(row: CaseRow): Promise<boolean>;
}

export function answering(mailroom: Mailroom, agent: AdminClient): Answering {
  return {
    async openCase(subject, account) {
      await mailroom.receive(account, { from: CUSTOMER, subject, text: 'A question' });
      return caseBySubject(agent, subject);
    },
    async answer(row, more = {}) {
      const data = { text: answerTo(row), idempotencyKey: `answer-${row.id}`, ...more };
      const { status, body } = await agent.upload(`/mailroom/cases/${row.id}/replies`, replyForm(data));
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    },
    arrivedOf: (row, sink = mailroom.smtp) =>
      sink.messages.filter(({ raw }) => raw.includes(`${answerTo(row)}\r\n`)),
    retry: ({ id }) => agent.post(`/mailroom/emails/${id}/retry`),
    deliveryProblem: async ({ id }) => (await caseDetail(agent, id)).deliveryProblem,
  };
}
