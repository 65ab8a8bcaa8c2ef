/**
 * POST, PUT and DELETE of what administers Mailroom, the same for teams, templates and accounts. Strapi has asked before
 * whether the token or role may; what is saved is checked by the rules of the panel. PUT changes what it names.
 */
import { z } from '@strapi/utils';
import type { Strapi } from '../../data/database';
import { found, fieldErrors } from '../http';
import { answering, inputOf, refuseQuery, wantedId, type ContentContext } from './context';
import { shownOne } from './find';
import { limitsOf } from './limits';
import type { Resource } from './resources/resource';

interface Stored {
  readonly id: number;
  readonly documentId: string;
}

type Entered = Readonly<Record<string, unknown>>;

interface Configured<Row extends Stored> {
  readonly resource: Resource;
  find(where: Readonly<Record<string, unknown>>): Promise<readonly Row[]>;
  /** what is stored as it would be entered; null: what a new one has that nobody says anything about */
  entered(stored: Row | null): Entered;
  /** @returns the id of what was made @throws ValidationError */
  make(entered: Entered): Promise<number>;
  save(stored: Row, entered: Entered): Promise<unknown>;
  remove(stored: Row): Promise<unknown>;
}

const anything = z.record(z.string(), z.unknown());

/** The methods `create`, `update` and `delete` of a controller. */
export function writers<Row extends Stored>(strapi: Strapi, configured: Configured<Row>) {
  const { resource, find, entered, make, save, remove } = configured;
  const shown = async (documentId: string) => ({ data: await shownOne(strapi, resource, documentId) });
  const one = async (where: Readonly<Record<string, unknown>>): Promise<Row> => found((await find(where))[0]);
  /** @throws ValidationError naming the keys that nothing has */
  const whole = (context: ContentContext, stored: Row | null) => ({
    ...entered(stored),
    ...inputOf(context, anything),
  });
  return {
    create: answering(async (context: ContentContext) => {
      limitsOf(strapi).takeRequest(context);
      const { documentId } = await one({ id: await make(whole(context, null)) });
      context.status = 201;
      context.body = await shown(documentId);
    }),

    update: answering(async (context: ContentContext) => {
      const stored = await one({ documentId: wantedId(context) });
      const changes = inputOf(context, anything);
      if (Object.keys(changes).length === 0)
        throw fieldErrors([{ path: ['data'], message: 'Say what is to be changed.' }]);
      await save(stored, whole(context, stored));
      context.body = await shown(stored.documentId);
    }),

    delete: answering(async (context: ContentContext) => {
      refuseQuery(context);
      const stored = await one({ documentId: wantedId(context) });
      await remove(stored);
      context.body = { data: { documentId: stored.documentId } };
    }),
  };
}
