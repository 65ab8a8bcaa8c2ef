/**
 * What the app's own code calls to search: `strapi.plugin('mailroom').service('search')`. The command `mailroom reindex` calls
 * `rebuild`.
 */
import { viewerOf } from '../access/viewer';
import type { Strapi } from '../data/database';
import { searchRows } from '../inbox/search';
import { rebuildSearch, type SearchProgress } from '../jobs/keep-search';
import { runtimeOf } from '../runtime';

export interface SearchOptions {
  /** id of an admin user: what this user may read is searched */
  readonly actor: number;
  readonly kind?: 'all' | 'cases' | 'emails';
  readonly sort?: 'relevance' | 'newest';
  /** 1 to 100, 25 when absent */
  readonly limit?: number;
}

export interface ServiceHit {
  readonly kind: 'case' | 'email';
  /** documentId */
  readonly id: string;
  readonly subject: string;
  /** of a case */
  readonly number: number | null;
  readonly snippet: string;
}

export interface RebuildOptions {
  /** ends it after the slice that is being written; a later call, or the task `search`, goes on */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SearchProgress) => void;
}

export interface SearchService {
  /** The first hits of a search as it is typed in the panel. What is not understood is left out. */
  find(query: string, options: SearchOptions): Promise<readonly ServiceHit[]>;
  /**
   * Writes the index anew while search goes on working, and resolves when it is done.
   * @returns false when it was interrupted, or is going on in another process
   */
  rebuild(options?: RebuildOptions): Promise<boolean>;
}

export default ({ strapi }: { strapi: Strapi }): SearchService => ({
  async find(query, { actor, limit = 25, ...request }) {
    const page = await searchRows(
      strapi,
      await viewerOf(strapi, actor),
      { q: query, ...request },
      { after: null, limit: Math.min(100, Math.max(1, Math.floor(limit))) },
    );
    return page.rows.map((found): ServiceHit => {
      const { documentId, subject } = found.kind === 'case' ? found.record : found.row;
      const number = found.kind === 'case' ? found.record.number : null;
      const snippet = found.snippet.map(({ text }) => text).join('');
      return { kind: found.kind, id: documentId, subject, number, snippet };
    });
  },
  rebuild: (options) => rebuildSearch(strapi, runtimeOf(strapi), options),
});
