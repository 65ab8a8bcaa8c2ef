/**
 * One route for apps. Strapi opens it to the API tokens and roles that name its handler; what it takes and gives is said by
 * zod schemas, which the handler parses with and the OpenAPI document shows.
 */
import { z } from '@strapi/utils';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface RouteShape {
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: Readonly<Record<string, z.ZodType>>;
  /** by media type */
  readonly body?: Readonly<Record<string, z.ZodType>>;
  readonly response?: z.ZodType;
}

/**
 * Strapi documents what comes out of a schema. Of what is sent, that counts which goes in: what has a default may be left
 * out, and what is tidied has no form of its own.
 */
const asEntered = (schemas: RouteShape['body']): RouteShape['body'] =>
  schemas &&
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema: _dialect, ...entered } = z.toJSONSchema(schema, {
        io: 'input',
        unrepresentable: 'any',
      });
      return [name, z.unknown().meta(entered)];
    }),
  );

/**
 * @param handler `controller.method`; read-only API tokens reach every `find` and `findOne`
 */
export function contentRoute(
  method: Method,
  path: string,
  handler: string,
  { params, query, body, response }: RouteShape = {},
) {
  return {
    method,
    path,
    handler,
    ...(params || query || body
      ? { request: { params, query: asEntered(query), body: asEntered(body) } }
      : {}),
    ...(response === undefined ? {} : { response }),
  };
}

export type ContentRoute = ReturnType<typeof contentRoute>;
