/** Results of authentication, and whose count. */
import {
  ANY_SERVER,
  authenticationOf,
  isTrustworthy,
  warningsOf,
} from '../../../server/src/domain/authentication';
import { readResults } from '../../../server/src/domain/authentication-results';
import { address, message } from '../support/messages';
import { parsed } from '../support/parsed';

const MX = { authservIds: ['mx.shop.example'] };
const isOneOfUs = (key: string): boolean => key.endsWith('@shop.example');
const colleague = { from: address('boss@shop.example') };
const nobody = (): boolean => false;

describe('a field (RFC 8601)', () => {
  test('is read with versions, comments, quotes, reasons and properties', () => {
    expect(
      readResults(
        'MX.Shop.example 1; spf=pass (sender; "is" (nested) known) smtp.mailfrom="ann@customer.example"; ' +
          'dkim/1 = fail reason="bad; signature" header.d=customer.example; dmarc=none',
      ),
    ).toEqual({
      by: 'mx.shop.example',
      results: [
        { method: 'spf', result: 'pass', properties: { 'smtp.mailfrom': 'ann@customer.example' } },
        {
          method: 'dkim',
          result: 'fail',
          properties: { reason: 'bad; signature', 'header.d': 'customer.example' },
        },
        { method: 'dmarc', result: 'none', properties: {} },
      ],
    });
  });

  test('may lack the name of the server, may say nothing, may be nonsense', () => {
    expect(readResults('spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.example; dkim=none').by).toBe('');
    expect(readResults('mx.example; none')).toEqual({ by: 'mx.example', results: [] });
    expect(readResults(';;=(("\\').results).toEqual([]);
    expect(readResults('').results).toEqual([]);
  });
});

describe('whose results count', () => {
  const forged = 'mx.shop.example; dmarc=pass header.from=shop.example';
  const ours = 'mx.shop.example; spf=fail smtp.mailfrom=evil.example; dmarc=fail header.from=shop.example';

  test('the topmost under our server’s name, and none under another', () => {
    const both = message({ ...colleague, authenticationResults: [ours, forged] });
    expect(authenticationOf(both, MX)).toEqual({
      spf: 'fail',
      dkim: null,
      dmarc: 'fail',
      by: 'mx.shop.example',
      trusted: true,
    });
    const foreign = message({ authenticationResults: ['mx.evil.example; dmarc=pass'] });
    expect(authenticationOf(foreign, MX)).toMatchObject({ dmarc: 'pass', trusted: false });
  });

  test('a name that contains ours is not ours', () => {
    const sibling = message({ authenticationResults: ['evilmx.shop.example; dmarc=pass'] });
    expect(authenticationOf(sibling, MX)?.trusted).toBe(false);
  });

  test('without a name, only what stands above the delivery from outside', async () => {
    const mail = (above: string, below: string) =>
      parsed(
        Buffer.from(
          `${above}Received: from mx.shop.example (evil.example [192.0.2.1]) by mx.shop.example with ESMTP; Tue, 5 Mar 2024 09:00:00 +0000\r\n${below}From: boss@shop.example\r\n\r\nPay!\r\n`,
        ),
      );
    const field = 'Authentication-Results: mx.shop.example; dmarc=pass\r\n';
    const lmtp =
      'Received: from mx.shop.example ([127.0.0.1]) by imap.shop.example with LMTP id x; Tue, 5 Mar 2024 09:00:00 +0000\r\n';
    const trusted = async (above: string, below: string) =>
      authenticationOf(await mail(above, below), ANY_SERVER)?.trusted;
    expect(await trusted(field, '')).toBe(true);
    expect(await trusted(lmtp + field, '')).toBe(true);
    expect(await trusted('', field)).toBe(false);
  });
});

describe('trust', () => {
  const by = (results: string, more = {}) =>
    message({ ...colleague, authenticationResults: [`mx.shop.example; ${results}`], ...more });

  test('a failed DMARC check is believed, whoever states it', () => {
    const foreign = message({ authenticationResults: ['relay.example; dmarc=fail'] });
    expect(isTrustworthy(foreign, MX, nobody)).toBe(false);
  });

  test('a colleague needs a method that passes for the domain of From', () => {
    expect(isTrustworthy(by('spf=pass smtp.mailfrom=x@evil.example; dkim=none'), MX, isOneOfUs)).toBe(false);
    expect(isTrustworthy(by('dkim=pass header.d=shop.example'), MX, isOneOfUs)).toBe(true);
    expect(isTrustworthy(by('spf=pass smtp.mailfrom=boss@mail.shop.example'), MX, isOneOfUs)).toBe(true);
    expect(isTrustworthy(by('auth=pass smtp.auth=boss@shop.example'), MX, isOneOfUs)).toBe(true);
  });

  test('a customer whose server signs nothing is still believed', () => {
    const plain = message({ authenticationResults: ['mx.shop.example; spf=none; dkim=none; dmarc=none'] });
    expect(isTrustworthy(plain, MX, isOneOfUs)).toBe(true);
    expect(isTrustworthy(message(), MX, isOneOfUs)).toBe(true);
  });

  test('warnings: a forged colleague, and answers that go elsewhere', () => {
    expect(warningsOf(by('dmarc=fail'), MX, isOneOfUs)).toEqual(['forged-colleague']);
    expect(warningsOf(by('dmarc=pass header.from=shop.example'), MX, isOneOfUs)).toEqual([]);
    const led = { replyTo: [address('boss.shop@freemail.example')] };
    expect(warningsOf(by('dmarc=pass', led), MX, isOneOfUs)).toEqual(['reply-to-differs']);
    expect(warningsOf(message({ replyTo: [address('ann@mail.customer.example')] }), MX, isOneOfUs)).toEqual(
      [],
    );
    expect(warningsOf(message({ replyTo: [address('support@shop.example')] }), MX, isOneOfUs)).toEqual([]);
  });
});
