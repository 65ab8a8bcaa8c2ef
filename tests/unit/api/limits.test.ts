/** Which addresses count as one party. */
import { networkOf } from '../../../server/src/api/content/limits';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8::1', '2001:db8::'],
  ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1::'],
  ['2001:db8:0:1:ffff::', '2001:db8:0:1::'],
  ['fe80::1%eth0', 'fe80::'],
  ['unix socket', 'unix socket'],
])('%s counts as %s', (ip, network) => expect(networkOf(ip)).toBe(network));
