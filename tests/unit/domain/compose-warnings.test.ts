/** What an author is warned about, and what not. */
import {
  composeWarnings,
  type KnownRecipients,
  type MailToCheck,
} from '../../../server/src/domain/compose-warnings';

const MAIL: MailToCheck = {
  subject: 'Re: The lamp',
  written: 'It is mended.',
  hasFiles: false,
  recipients: ['ann@customer.example'],
};
const KNOWN: KnownRecipients = {
  conversation: ['Ann@Customer.example', 'support@shop.example'],
  unreachable: [],
};

const warned = (mail: Partial<MailToCheck>, known: Partial<KnownRecipients> = {}) =>
  composeWarnings({ ...MAIL, ...mail }, { ...KNOWN, ...known });

test('an ordinary answer needs no second look', () => {
  expect(warned({})).toEqual([]);
});

test('a promised file is missed until there is one', () => {
  const written = 'Please find attached the bill.';
  expect(warned({ written })).toEqual([{ kind: 'attachment-missing', word: 'attached' }]);
  expect(warned({ written, hasFiles: true })).toEqual([]);
});

test('placeholders that nobody filled in are named once, of subject and text', () => {
  expect(
    warned({ subject: 'Re: {{case.number}}', written: 'Dear {{requester.nmae}} {{requester.nmae}},' }),
  ).toEqual([{ kind: 'unknown-placeholder', names: ['case.number', 'requester.nmae'] }]);
});

test('a recipient in a domain that was not in the conversation is new; a colleague of the customer is not', () => {
  expect(
    warned({ recipients: ['bob@CUSTOMER.example', 'x@custommer.example', 'y@custommer.example'] }),
  ).toEqual([{ kind: 'new-domain', domains: ['custommer.example'] }]);
  expect(warned({ recipients: ['x@new.example'] }, { conversation: null })).toEqual([]);
});

test('of addresses that mail did not reach, those are named that it would go to', () => {
  const gone = { address: 'Ann@customer.example', words: '550 no such user' };
  expect(warned({}, { unreachable: [gone, { address: 'other@x.example', words: '' }] })).toEqual([
    { kind: 'unreachable', addresses: [gone] },
  ]);
});
