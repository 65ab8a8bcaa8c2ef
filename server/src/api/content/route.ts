/**
 * One route for apps. Strapi opens it to the API tokens and roles that name its handler; what it takes and gives is said by
 * zod schemas, which the handler parses with and the OpenAPI document shows.
 */
import type { z } from '@strapi/utils';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface RouteShape {
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: Readonly<Record<string, z.ZodType>>;
  /** by media type */
  readonly body?: Readonly<Record<string, z.ZodType>>;
  readonly response?: z.ZodType;
}

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
    ...(params || query || body ? { request: { params, query, body } } : {}),
    ...(response === undefined ? {} : { response }),
  };
}

export type ContentRoute = ReturnType<typeof contentRoute>;
