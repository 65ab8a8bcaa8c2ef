/**
 * Tells this process of events that are committed: Strapi's event hub, under the names of the events, and whoever sends them to
 * webhooks. They are noted in data/domain-events; nothing here decides what is one.
 */
import { AsyncResource } from 'node:async_hooks';
import type { Strapi } from '../data/database';
import { onDomainEvents } from '../data/domain-events';
import type { DomainEvent } from '../domain/domain-event';

/**
 * Emits events from now on. Listeners run after the commit, outside of the request or job that raised the event, and one that
 * fails harms nothing but the listeners behind it.
 *
 * @param nudge called after each commit with events that a webhook is to be told of
 */
export function emitDomainEvents(strapi: Strapi, nudge: () => void): void {
  // A listener must not find itself in a transaction that is over, nor in the request of whoever raised the event.
  const outside = new AsyncResource('MailroomEvents');
  onDomainEvents(strapi, (events, queued) => {
    setImmediate(() => {
      outside.runInAsyncScope(() => {
        if (queued) nudge();
        void emitAll(strapi, events);
      });
    });
  });
}

/** One after another, as they happened. Never throws. */
async function emitAll(strapi: Strapi, events: readonly DomainEvent[]): Promise<void> {
  for (const { name, payload } of events) {
    try {
      await strapi.eventHub.emit(name, payload);
    } catch (error) {
      const words = error instanceof Error ? error.name : 'unknown';
      strapi.log.error(`[mailroom] a listener of ${name} failed: ${words}`);
    }
  }
}
