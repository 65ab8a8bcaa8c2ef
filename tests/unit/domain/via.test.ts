/** Through which other domain a mail says that it came. */
import { viaOf } from '../../../server/src/domain/via';
import { address } from '../support/messages';

const ANN = address('ann@customer.example', 'Ann');
const via = (sender: string | null, listPost?: string, from: string | null = ANN.address) =>
  viaOf({
    from: from === null ? null : address(from),
    sender: sender === null ? null : address(sender),
    headers: listPost === undefined ? {} : { 'list-post': listPost },
  });

test.each([
  ['nothing says so', null, undefined, null],
  ['a relay', 'bounces@Relay.Example', undefined, 'relay.example'],
  ['an assistant in the same house', 'tom@customer.example', undefined, null],
  ['a server below the domain', 'mailer@mx1.customer.example', undefined, null],
  ['a domain that only ends like it', 'mailer@evilcustomer.example', undefined, 'evilcustomer.example'],
  ['a mailing list', null, '<mailto:dev@lists.example>', 'lists.example'],
  ['a mailing list with a subject', null, '<mailto:dev@lists.example?subject=x>', 'lists.example'],
  ['a list that takes no posts', null, 'NO (posting not allowed on this list)', null],
  ['a list by a relay', 'a@relay.example', '<mailto:dev@lists.example>', 'relay.example'],
  [
    'the list, where the relay is of the author',
    'a@customer.example',
    '<mailto:d@lists.example>',
    'lists.example',
  ],
  ['no domain', 'root@localhost', undefined, null],
  ['words', 'someone@else. Click here', undefined, null],
  ['an endless one', `a@${'x'.repeat(250)}.example`, undefined, null],
  ['letters of the world', 'post@büro.example', undefined, 'büro.example'],
])('%s', (_what, sender, list, expected) => expect(via(sender, list)).toBe(expected));

test('of mail without an author nothing is said', () => {
  expect(via('a@relay.example', undefined, null)).toBeNull();
  expect(via('a@relay.example', undefined, '')).toBeNull();
});
