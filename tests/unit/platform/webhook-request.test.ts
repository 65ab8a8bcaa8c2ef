import { createHmac } from 'node:crypto';
import { newWebhookSecret, signedRequest } from '../../../server/src/platform/webhook-request';

const MESSAGE = {
  id: 'evt_1',
  event: 'mailroom.case.created',
  createdAt: new Date('2026-03-01T12:00:00Z'),
  data: { case: 'abc', number: 7 },
};

test('a request is signed over id, moment and body, as Standard Webhooks says', () => {
  const secret = newWebhookSecret();
  const now = new Date('2026-03-01T12:00:05.900Z');
  const { body, headers } = signedRequest(secret, MESSAGE, now);
  expect(JSON.parse(body)).toEqual({ ...MESSAGE, createdAt: '2026-03-01T12:00:00.000Z' });
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const seconds = Math.floor(now.getTime() / 1000);
  const expected = createHmac('sha256', key).update(`evt_1.${seconds}.${body}`).digest('base64');
  expect(headers).toMatchObject({
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${expected}`,
  });
});

test('secrets are long and never the same', () => {
  const secrets = new Set(Array.from({ length: 50 }, newWebhookSecret));
  expect(secrets.size).toBe(50);
  for (const secret of secrets) expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
});
