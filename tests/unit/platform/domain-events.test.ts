/** Listeners of the app hear of events after the commit, and cannot harm what raised them. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DomainEvent } from '../../../server/src/domain/domain-event';
import type { Strapi } from '../../../server/src/data/database';
import { emitDomainEvents } from '../../../server/src/platform/domain-events';
import { noteEvents } from '../../../server/src/data/domain-events';

jest.mock('../../../server/src/data/webhook-deliveries', () => ({ queueDeliveries: jest.fn(async () => 2) }));

const CASE = {
  id: 5,
  case: 'abc',
  number: 7,
  status: 'new',
  groupAccount: null,
  assignee: null,
};

/** A Strapi with one case, whose transactions a test ends; it shares its callbacks, as Strapi's own may. */
function fakeStrapi(emit: (name: string, payload: unknown) => Promise<void>) {
  const commits: (() => void)[] = [];
  const rollbacks: (() => void)[] = [];
  const transaction = { completed: false };
  const query = {
    leftJoin: () => query,
    whereIn: () => query,
    select: () => Promise.resolve([CASE]),
  };
  const trx = Object.assign(() => query, { isCompleted: () => transaction.completed });
  const strapi = {
    db: {
      metadata: { get: () => ({ tableName: 'table' }) },
      connection: { client: { dialect: 'sqlite3' } },
      inTransaction: () => false,
      transaction: async (run: (given: object) => unknown) =>
        run({
          trx,
          onCommit: (callback: () => void) => commits.push(callback),
          onRollback: (callback: () => void) => rollbacks.push(callback),
        }),
    },
    eventHub: { emit },
    log: { error: jest.fn() },
  };
  return {
    strapi: strapi as unknown as Strapi,
    errors: strapi.log.error,
    commit: () => {
      transaction.completed = true;
      commits.forEach((callback) => callback());
    },
    rollBack: () => {
      transaction.completed = true;
      rollbacks.forEach((callback) => callback());
      // Of another transaction of the same context.
      commits.forEach((callback) => callback());
    },
    commitAnother: () => commits.forEach((callback) => callback()),
  };
}

const NOTES = [
  { name: 'mailroom.case.created', caseId: 5 },
  { name: 'mailroom.case.assigned', caseId: 5, from: null, to: 3 },
] as const;

test('they are told once, in order, after the commit, and a failing one harms nobody', async () => {
  const told: [string, unknown][] = [];
  const { strapi, errors, commit, commitAnother } = fakeStrapi(async (name, payload) => {
    told.push([name, payload]);
    if (name === 'mailroom.case.created') throw new Error('mine');
  });
  const nudge = jest.fn();
  emitDomainEvents(strapi, nudge);
  await noteEvents(strapi, NOTES, new Date());
  commitAnother();
  await sleep(10);
  expect(told).toEqual([]);
  commit();
  commit();
  await sleep(10);
  const { id: _id, ...facts } = CASE;
  expect(told).toEqual([
    ['mailroom.case.created', facts],
    ['mailroom.case.assigned', { ...facts, assignee: 3, from: null }],
  ] satisfies [DomainEvent['name'], DomainEvent['payload']][]);
  expect(errors).toHaveBeenCalledTimes(1);
  expect(nudge).toHaveBeenCalledTimes(1);
});

test('what is rolled back is told to nobody', async () => {
  const emit = jest.fn(async () => undefined);
  const { strapi, rollBack } = fakeStrapi(emit);
  emitDomainEvents(strapi, jest.fn());
  await noteEvents(strapi, NOTES, new Date());
  rollBack();
  await sleep(10);
  expect(emit).not.toHaveBeenCalled();
});

test('a listener does not find itself in the request or transaction that raised the event', async () => {
  const context = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  const { strapi, commit } = fakeStrapi(async () => void seen.push(context.getStore()));
  emitDomainEvents(strapi, jest.fn());
  await context.run('a request', async () => {
    await noteEvents(strapi, NOTES, new Date());
    commit();
  });
  await sleep(10);
  expect(seen).toEqual([undefined, undefined]);
});
