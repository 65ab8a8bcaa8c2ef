/** One route of the panel: its policies ask for the actions that open it. Which rows a caller reaches is decided behind it. */
import type { ActionId } from '../../access/actions';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** @param alternatives of which the caller's roles must grant one */
export function route(method: Method, path: string, handler: string, ...alternatives: readonly ActionId[]) {
  const policies = [
    'admin::isAuthenticatedAdmin',
    { name: 'plugin::mailroom.has-any-permission', config: { actions: [...alternatives] } },
  ];
  return { method, path, handler, config: { policies } };
}

export type Route = ReturnType<typeof route>;
