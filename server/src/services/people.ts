/** The `people` service for the app's own code: removes what is kept of a person. */
import { anonymisationView, beginAnonymisation, previewPerson } from '../api/anonymise';
import type { Anonymisation, PersonPreview } from '../api/contracts';
import type { Strapi } from '../data/database';
import { findAnonymisation } from '../data/people/anonymisations';

export interface PeopleService {
  /** What is here of a person with these e-mail addresses. @throws ValidationError for addresses of accounts and users */
  preview(addresses: readonly string[]): Promise<PersonPreview>;
  /**
   * Begins to remove a person from mails, cases, files and the search index; cases stay. Resolves as soon as it has begun.
   * @throws ValidationError for addresses of accounts and users; an error while a mail to the person waits to be sent
   */
  anonymise(addresses: readonly string[]): Promise<Anonymisation>;
  /** How far it is, and what came of it. @returns null when there is no such run */
  anonymisation(id: string): Promise<Anonymisation | null>;
}

export default ({ strapi }: { strapi: Strapi }): PeopleService => ({
  preview: (addresses) => previewPerson(strapi, addresses),
  async anonymise(addresses) {
    const id = await beginAnonymisation(strapi, addresses, null);
    const run = await findAnonymisation(strapi, { id });
    if (run === null) throw new Error('The run is gone');
    return anonymisationView(strapi, run);
  },
  async anonymisation(id) {
    const run = await findAnonymisation(strapi, { documentId: id });
    return run === null ? null : await anonymisationView(strapi, run);
  },
});
