/** One route of the panel: its policies ask for the actions that open it. Which rows a caller reaches is decided behind it. */
import type { ActionId } from '../../access/actions';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** @param actions all of which the caller's roles must grant; several lists mean any of them */
export function route(method: Method, path: string, handler: string, ...alternatives: readonly ActionId[]) {
  const policies = [
    'admin::isAuthenticatedAdmin',
    alternatives.length === 1
      ? { name: 'admin::hasPermissions', config: { actions: [...alternatives] } }
      : { name: 'plugin::mailroom.has-any-permission', config: { actions: [...alternatives] } },
  ];
  return { method, path, handler, config: { policies } };
}

export type Route = ReturnType<typeof route>;
