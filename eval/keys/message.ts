/** Keys about whole mails: headers, text, files. */
import { equal, squeezed, type Keys } from './key';

export const messageKeys: Keys = {
  mustParse: async (expected: boolean, subject) => {
    const outcome = await subject.outcome();
    const filed = outcome.kind === 'parsed' || outcome.reason.length > 0;
    return filed === expected ? null : outcome.kind;
  },
  subject: async (expected: string, subject) => {
    const { subject: actual } = await subject.message();
    return squeezed(actual) === squeezed(expected) ? null : actual;
  },
  messageId: async (expected: string, subject) => equal(expected, (await subject.message()).messageId),
};
