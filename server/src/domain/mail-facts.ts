/** A parsed mail as code of the app sees it: a copy, without what is Mailroom's own business. */
import type { MailFacts } from './extension';
import type { Address, ParsedMessage } from './message';

const copyOf = ({ name, address }: Address): Address => ({ name, address });

export const mailFacts = (message: ParsedMessage): MailFacts => ({
  messageId: message.messageId,
  from: message.from === null ? null : copyOf(message.from),
  replyTo: message.replyTo.map(copyOf),
  to: message.to.map(copyOf),
  cc: message.cc.map(copyOf),
  subject: message.subject,
  date: message.date === null ? null : new Date(message.date),
  text: message.text,
  visibleText: message.visible.text,
  attachments: message.attachments.map(({ name, type, size }) => ({ name, type, size })),
  headers: { ...message.headers },
});
