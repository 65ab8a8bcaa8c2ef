/** Files of saved replies: rows that name bytes of the blob store. A draft that gets them has rows of its own. */
import { requestFullSweep } from './blob-references';
import { insertRows, readInChunks, rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

export interface TemplateFile {
  readonly name: string;
  readonly type: string;
  /** bytes */
  readonly size: number;
  readonly sha256: string;
}

export interface TemplateFileRecord extends TemplateFile {
  readonly documentId: string;
  readonly templateId: number;
}

type Row = Omit<TemplateFileRecord, 'templateId' | 'sha256'> & {
  readonly template: { readonly id: number } | null;
  readonly sha256: string | null;
};

/** Files of these templates, each template's in their order. */
export async function filesOfTemplates(
  strapi: Strapi,
  templateIds: readonly number[],
): Promise<readonly TemplateFileRecord[]> {
  const rows = await readInChunks<number, Row>(templateIds, (chunk) =>
    rowsOf<Row>(strapi, UIDS.attachment).findMany({
      where: { template: { id: { $in: chunk } } },
      populate: { template: { select: ['id'] } },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    }),
  );
  return rows.flatMap(({ documentId, template, name, type, size, sha256 }) =>
    template === null || sha256 === null
      ? []
      : [
          {
            documentId,
            templateId: template.id,
            name: name ?? '',
            type: type ?? '',
            size: size ?? 0,
            sha256,
          },
        ],
  );
}

/** What becomes of a template's files when it is saved. */
export interface TemplateFileChange {
  /** documentIds of those that stay; null: all */
  readonly kept: readonly string[] | null;
  readonly added: readonly TemplateFile[];
}

export const NO_FILE_CHANGE: TemplateFileChange = { kept: null, added: [] };

/** Joins the caller's transaction. */
export async function changeTemplateFiles(
  strapi: Strapi,
  templateId: number,
  { kept, added }: TemplateFileChange,
): Promise<void> {
  const present = await filesOfTemplates(strapi, [templateId]);
  const gone = kept === null ? [] : present.filter(({ documentId }) => !kept.includes(documentId));
  if (gone.length > 0) {
    await rowsOf(strapi, UIDS.attachment).deleteMany({
      where: { template_id: templateId, documentId: { $in: gone.map(({ documentId }) => documentId) } },
    });
    await requestFullSweep(strapi);
  }
  await insertRows(
    strapi,
    UIDS.attachment,
    added.map(({ name, type, size, sha256 }, position) => ({
      ...{ name, type, size, sha256 },
      position: present.length + position,
      template: templateId,
      contentId: null,
      inline: false,
    })),
  );
}
