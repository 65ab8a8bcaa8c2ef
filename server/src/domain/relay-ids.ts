/**
 * Message-IDs that a relay puts in place of ours, as its answer to DATA names them: Amazon SES says `Ok 0100018c…-000000` and
 * sends `<0100018c…-000000@email.amazonses.com>`, Microsoft says `OK <…@….outlook.com>`.
 */

import { addressKey } from './addresses';

/** Shorter words of an answer are numbers of a queue; nobody answers to those, and anybody could guess them. */
const SHORTEST = 20;
const ANY_DOMAIN = '*';

/**
 * Ids under which a mail may come back, as `aliasForms` gives them; none when the answer names none.
 *
 * @param addresses of the mail: some servers repeat them in brackets, and they are no secret
 */
export function relayIds(response: string, addresses: readonly string[]): readonly string[] {
  const answer = response.slice(0, 1000);
  const whole = /<([^<>\s@]{1,200}@[^<>\s@]{1,200})>/.exec(answer)?.[1];
  if (whole !== undefined) {
    const known = addresses.map(addressKey).includes(addressKey(whole));
    return known || whole.lastIndexOf('@') < SHORTEST ? [] : [`<${whole}>`];
  }
  const [, word = ''] = /\bok:?\s+(?:queued as\s+|id=)?([\w.+/=-]{1,200})/i.exec(answer) ?? [];
  return word.length < SHORTEST ? [] : [`<${word}@${ANY_DOMAIN}>`];
}

/** What a Message-ID is looked up by among the ids that relays gave: itself, and without the domain, which answers do not name. */
export function aliasForms(messageId: string): readonly string[] {
  const at = messageId.lastIndexOf('@');
  return at < 0 ? [messageId] : [messageId, `${messageId.slice(0, at)}@${ANY_DOMAIN}>`];
}
