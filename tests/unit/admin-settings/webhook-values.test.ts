import type { WebhookDetail } from '../../../server/src/api/contracts';
import {
  newWebhookValues,
  stateOf,
  toWebhookInput,
  validateWebhook,
} from '../../../admin/src/pages/settings/webhooks/webhook-values';

const DETAIL: WebhookDetail = {
  id: 'a',
  name: 'Warehouse',
  url: 'https://app.example/hook',
  events: ['mailroom.case.created'],
  active: true,
  secretSet: true,
  lastState: 'delivered',
  lastAttemptAt: null,
  pending: 0,
  failed: 0,
};

test('a new webhook is told of everything, and needs a name and an address', () => {
  const values = newWebhookValues();
  expect(values.events).toHaveLength(6);
  expect(validateWebhook(values).map(({ path }) => path)).toEqual(['name', 'url']);
  expect(validateWebhook({ ...values, name: 'A', url: 'app.example' }).map(({ path }) => path)).toEqual([
    'url',
  ]);
  expect(validateWebhook({ ...values, name: 'A', url: ' https://app.example/x ', events: [] })).toEqual([
    { path: 'events', id: 'webhooks.error.events' },
  ]);
  expect(toWebhookInput({ ...values, name: ' A ', url: ' https://app.example/x ' })).toMatchObject({
    name: 'A',
    url: 'https://app.example/x',
  });
});

test.each([
  ['well', {}],
  ['failing', { lastState: 'pending' }],
  ['failing', { lastState: 'failed' }],
  ['unused', { lastState: null }],
  ['off', { active: false, lastState: 'failed' }],
  ['secret-lost', { secretSet: false, active: false }],
] as const)('it is %s', (state, change) => {
  expect(stateOf({ ...DETAIL, ...change })).toBe(state);
});
