/** What the content API's controllers use of a request, and what they all do with it. Who asks is `caller`'s. */
import { errors, z } from '@strapi/utils';
import { DataError } from '../../data/errors';
import { AccountGone } from '../../intake/context';
import { StorageNotPrivate, StorageUnavailable } from '../../platform/store/storage-errors';
import { Conflict, fieldErrors, found, jsonField, parse, type RequestContext } from '../http';
import type { Authenticated } from './caller';

export interface ContentContext
  extends
    Authenticated,
    Pick<RequestContext, 'params' | 'query' | 'status' | 'body' | 'set' | 'conflict' | 'serviceUnavailable'> {
  readonly method: string;
  readonly path: string;
  readonly request: RequestContext['request'] & { readonly ip: string };
  /** a header; empty when it is absent */
  get(name: string): string;
  /** whether the body is of one of these kinds; null: there is none */
  is(...kinds: readonly string[]): string | false | null;
  /** answers 422 with these words */
  unprocessableEntity(message: string): void;
}

/** The controller method of a handler: what goes wrong in a way that callers can do something about is said to them. */
export function answering<Context extends Pick<ContentContext, 'set' | 'conflict' | 'serviceUnavailable'>>(
  handler: (context: Context) => Promise<void>,
): (context: Context) => Promise<void> {
  return async (context) => {
    try {
      await handler(context);
    } catch (error) {
      if (error instanceof Conflict) return context.conflict(error.message, error.details);
      if (error instanceof StorageUnavailable || error instanceof StorageNotPrivate) {
        context.set('Retry-After', '60');
        return context.serviceUnavailable(error.message);
      }
      if (error instanceof errors.RateLimitError) {
        const { retryAfter } = error.details as { readonly retryAfter?: number };
        context.set('Retry-After', String(retryAfter ?? 60));
      }
      if (error instanceof AccountGone) throw new errors.NotFoundError('This account has just been deleted.');
      if (!(error instanceof DataError)) throw error;
      if (error.kind === 'invalid')
        throw new errors.ValidationError('A value of the request is not one that can be stored.');
      if (error.kind !== 'unavailable') throw error;
      context.set('Retry-After', '30');
      context.serviceUnavailable('The database is busy. Nothing has been stored; send it again.');
    }
  };
}

const form = z.strictObject({ data: z.string() });
const noQuery = z.strictObject({});

/** The documentId in the path. @throws NotFoundError for what can be none, before anything looks for it */
export function wantedId({ params }: Pick<ContentContext, 'params'>, name = 'id'): string {
  const id = params[name] ?? '';
  return found(/^[A-Za-z0-9_-]{1,64}$/.test(id) ? id : null);
}

/** @throws ValidationError naming what is in the query, of a route that takes none */
export const refuseQuery = ({ query }: Pick<ContentContext, 'query'>): void => void parse(noQuery, query);

/**
 * The fields that a request with a body gives: `{"data": …}` as JSON, or, with files, the part `data` of a form.
 *
 * @throws ValidationError naming every faulty field, and every one that is not known
 */
export function inputOf<Schema extends z.ZodType>(
  context: Pick<ContentContext, 'query' | 'request' | 'is'>,
  schema: Schema,
): z.infer<Schema> {
  refuseQuery(context);
  const whole = parse(z.strictObject({ data: schema }), bodyOf(context)) as {
    readonly data: z.infer<Schema>;
  };
  return whole.data;
}

function bodyOf(context: Pick<ContentContext, 'request' | 'is'>): unknown {
  const { body, files = {} } = context.request;
  if (context.is('multipart')) {
    const unknown = Object.keys(files).filter((part) => part !== 'files');
    if (unknown.length > 0)
      throw fieldErrors(
        unknown.map((part) => ({ path: [part], message: 'Send files in the part "files".' })),
      );
    parse(form, body);
    return { data: jsonField(context, 'data') };
  }
  if (context.is('json') && typeof body === 'object') return body;
  throw new errors.ValidationError(
    'Send the fields as JSON: {"data": {…}}, with the content type application/json.',
  );
}
