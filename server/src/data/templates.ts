/** Rows of templates: saved replies and automatic answers with their languages. Fills nothing in. */
import { storedVersions, type TemplateKind, type TemplateVersion } from '../domain/template';
import { rowsOf, toDate, type NewRow, type Strapi } from './database';
import type { TeamRow } from './accounts';
import { UIDS } from './uids';

export interface Template {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly kind: TemplateKind;
  /** whose members may use it; none: everybody */
  readonly teams: readonly TeamRow[];
  readonly versions: readonly TemplateVersion[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly name: string | null;
  readonly kind: TemplateKind | null;
  readonly teams: readonly TeamRow[] | null;
  readonly versions: unknown;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

const POPULATE = { teams: { select: ['id', 'documentId', 'name', 'color'] } };

/** By name. */
export async function findTemplates(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>> = {},
): Promise<readonly Template[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.template).findMany({
    where,
    populate: POPULATE,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id,
    documentId: row.documentId,
    name: row.name ?? '',
    kind: row.kind ?? 'reply',
    teams: row.teams ?? [],
    versions: storedVersions(row.versions),
    createdAt: toDate(row.createdAt) ?? new Date(0),
    updatedAt: toDate(row.updatedAt) ?? new Date(0),
  }));
}

export interface TemplateSettings {
  readonly name: string;
  readonly kind: TemplateKind;
  readonly teamIds: readonly number[];
  readonly versions: readonly TemplateVersion[];
}

const columns = ({ teamIds, ...rest }: TemplateSettings): NewRow => ({
  ...rest,
  teams: { set: teamIds.map((id) => ({ id })) },
});

export async function createTemplate(strapi: Strapi, settings: TemplateSettings): Promise<number> {
  return (await rowsOf<Row>(strapi, UIDS.template).create({ data: columns(settings) })).id;
}

export async function updateTemplate(strapi: Strapi, id: number, settings: TemplateSettings): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.template).update({ where: { id }, data: columns(settings) });
}

export async function deleteTemplate(strapi: Strapi, id: number): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.template).delete({ where: { id } });
}

/** The group account that answers with this template; null when none does. */
export async function accountAnsweringWith(strapi: Strapi, templateId: number): Promise<string | null> {
  const row = await rowsOf<{ readonly name: string | null }>(strapi, UIDS.groupAccount).findOne({
    select: ['name'],
    where: { autoReplyTemplate: templateId },
  });
  return row === null ? null : (row.name ?? '');
}
