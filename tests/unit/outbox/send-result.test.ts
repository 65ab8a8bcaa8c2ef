import type { RecipientState } from '../../../server/src/data/send-queue';
import type { SendOutcome } from '../../../server/src/mailboxes/smtp-transport';
import { settle } from '../../../server/src/outbox/send-result';

const NOW = new Date('2024-03-05T09:00:00Z');
const EMAIL = { attempts: 0, queuedAt: NOW };
/** queued so long ago that it is given up */
const OLD = { attempts: 40, queuedAt: new Date('2024-03-01T09:00:00Z') };

const recipient = (address: string, state: RecipientState['state'], response = ''): RecipientState => ({
  address,
  state,
  response,
});
const answer = (address: string, state: 'accepted' | 'deferred' | 'refused') => ({
  address,
  state,
  response: `said to ${address}`,
});
const accepted = (...recipients: readonly ReturnType<typeof answer>[]): SendOutcome => ({
  kind: 'accepted',
  response: '250 OK',
  recipients,
});
const NO_REPLY: SendOutcome = { kind: 'uncertain', response: '' };
const UNREACHABLE: SendOutcome = {
  kind: 'deferred',
  response: '',
  problem: { step: 'tcp', code: 'timeout', detail: '' },
  recipients: [],
};

test('is sent when everybody has it', () => {
  const known = [recipient('a', 'pending'), recipient('b', 'pending')];
  const outcome = accepted(answer('a', 'accepted'), answer('b', 'accepted'));
  expect(settle(outcome, EMAIL, known, NOW)).toMatchObject({
    state: 'sent',
    nextAttemptAt: null,
    someAccepted: true,
    someRefused: false,
  });
});

test('waits for those who were deferred, whatever became of the others', () => {
  const known = [recipient('a', 'pending'), recipient('b', 'pending'), recipient('c', 'pending')];
  const outcome = accepted(answer('a', 'accepted'), answer('b', 'deferred'), answer('c', 'refused'));
  const result = settle(outcome, EMAIL, known, NOW);
  expect(result).toMatchObject({ state: 'queued', nextAttemptAt: new Date('2024-03-05T09:01:00Z') });
  expect(result.recipients).toEqual(outcome.kind === 'accepted' && outcome.recipients);
});

test('is sent, not failed, when the last one refuses what others have had before', () => {
  const known = [recipient('a', 'accepted'), recipient('b', 'deferred')];
  const outcome: SendOutcome = { kind: 'refused', response: '550 No', recipients: [answer('b', 'refused')] };
  expect(settle(outcome, EMAIL, known, NOW)).toMatchObject({ state: 'sent', someRefused: true });
});

test('has failed when all refuse', () => {
  const outcome: SendOutcome = { kind: 'refused', response: '550 No', recipients: [answer('a', 'refused')] };
  expect(settle(outcome, EMAIL, [recipient('a', 'pending')], NOW)).toMatchObject({
    state: 'failed',
    response: '550 No',
    someAccepted: false,
  });
});

test('has failed at once when there is nobody to ask', () => {
  const outcome: SendOutcome = { kind: 'refused', response: 'The account is gone', recipients: [] };
  expect(settle(outcome, EMAIL, [recipient('a', 'pending')], NOW)).toMatchObject({
    state: 'failed',
    recipients: [{ address: 'a', state: 'refused', response: 'The account is gone' }],
  });
});

describe('when it is time to give up', () => {
  test('has failed if nobody has it, with the last words to each', () => {
    const known = [recipient('a', 'deferred', 'greylisted'), recipient('b', 'pending')];
    expect(settle(UNREACHABLE, OLD, known, NOW)).toMatchObject({
      state: 'failed',
      nextAttemptAt: null,
      recipients: [
        { address: 'a', state: 'refused', response: 'greylisted' },
        { address: 'b', state: 'refused', response: 'tcp: timeout' },
      ],
    });
  });

  test('is sent if somebody has it, and the rest counts as refused', () => {
    const known = [recipient('a', 'accepted'), recipient('b', 'deferred', 'full')];
    expect(settle(UNREACHABLE, OLD, known, NOW)).toMatchObject({
      state: 'sent',
      someRefused: true,
      recipients: [{ address: 'b', state: 'refused', response: 'full' }],
    });
  });
});

test.each([
  ['nobody had it before', [recipient('a', 'pending')], false],
  ['somebody had it before', [recipient('a', 'pending'), recipient('b', 'accepted')], true],
])('is uncertain without a reply; %s', (_, known, someAccepted) => {
  const result = settle(NO_REPLY, OLD, known, NOW);
  expect(result).toMatchObject({ state: 'uncertain', nextAttemptAt: null, recipients: [], someAccepted });
});
