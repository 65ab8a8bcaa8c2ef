/**
 * Translates our part of what Strapi's role editor lists. The editor shows names as the server gives them and asks no translations for
 * them, so the answer of its one route is put into the language that the asking user has chosen for the panel.
 */
import type { Strapi } from '../data/database';
import { languageTag } from '../domain/template';
import { ACTION_GROUPS, ACTIONS, CONDITIONS } from './actions';
import { ACTION_WORDS, type ActionWords } from './action-words';

const ROUTE = '/admin/permissions';

type Texts = Readonly<Record<string, unknown>>;

interface Layout {
  readonly conditions?: readonly Texts[];
  readonly sections?: Readonly<Record<string, readonly Texts[]>>;
}

interface Context {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly state: { readonly user?: { readonly preferedLanguage?: string | null } };
  body: unknown;
}

export function translateRoleEditor(strapi: Strapi): void {
  strapi.server.use(async (context, next) => {
    await next();
    const answered = context as unknown as Context;
    if (answered.method !== 'GET' || answered.path !== ROUTE || answered.status !== 200) return;
    const words = ACTION_WORDS[languageTag(answered.state.user?.preferedLanguage ?? '') ?? ''];
    const { data } = answered.body as { readonly data?: Layout };
    if (words !== undefined && data !== undefined)
      answered.body = { ...(answered.body as object), data: translated(data, words) };
  });
}

/** The layout with our names in these words; whatever is not ours stays as it is. */
export function translated(layout: Layout, { actions, groups, conditions }: ActionWords): Layout {
  const actionNames = named(ACTIONS, actions);
  const conditionNames = named(CONDITIONS, conditions);
  const groupNames = new Map<string, string>(
    Object.entries(groups).map(([group, name]) => [ACTION_GROUPS[group as keyof typeof groups], name]),
  );
  const action = (one: Texts): Texts => {
    const displayName = actionNames.get(String(one.action));
    if (displayName === undefined) return one;
    return { ...one, displayName, subCategory: groupNames.get(String(one.subCategory)) ?? one.subCategory };
  };
  const condition = (one: Texts): Texts => {
    const displayName = conditionNames.get(String(one.id));
    return displayName === undefined ? one : { ...one, displayName };
  };
  return {
    ...layout,
    ...(layout.conditions === undefined ? {} : { conditions: layout.conditions.map(condition) }),
    ...(layout.sections?.plugins === undefined
      ? {}
      : { sections: { ...layout.sections, plugins: layout.sections.plugins.map(action) } }),
  };
}

/** Names by id. */
const named = <Key extends string>(
  ids: Readonly<Record<Key, string>>,
  words: Readonly<Record<Key, string>>,
): ReadonlyMap<string, string> => new Map((Object.keys(words) as Key[]).map((key) => [ids[key], words[key]]));
