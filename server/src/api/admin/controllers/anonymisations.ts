/** Removing a person's data over HTTP: what there is, beginning it, and how far it is. */
import { findCorrespondent } from '../../../data/correspondent-lists';
import type { Strapi } from '../../../data/database';
import { findAnonymisation, pageOfAnonymisations } from '../../../data/people/anonymisations';
import { addressKey } from '../../../domain/addresses';
import { anonymisationView, anonymisationViews, beginAnonymisation, previewPerson } from '../../anonymise';
import type { Anonymisation, Page, PersonPreview, Single } from '../../contracts';
import { decodeCursor, encodeCursor, fieldErrors, found, parse, withViewer } from '../../http';
import * as schemas from '../administration-schemas';
import { listRuns } from '../schemas';

export default ({ strapi }: { strapi: Strapi }) => ({
  preview: withViewer(strapi, async ({ params, request }): Promise<Single<PersonPreview>> => {
    const { addresses } = parse(schemas.person, request.body);
    const { address } = found(await findCorrespondent(strapi, params.id ?? ''));
    return { data: await previewPerson(strapi, [address, ...addresses]) };
  }),

  begin: withViewer(strapi, async (context, viewer): Promise<Single<Anonymisation>> => {
    const { addresses, confirmation } = parse(schemas.anonymisation, context.request.body);
    const { address } = found(await findCorrespondent(strapi, context.params.id ?? ''));
    if (addressKey(confirmation) !== addressKey(address))
      throw fieldErrors([
        { path: ['confirmation'], message: 'Type the address of the person, so that nobody else is meant.' },
      ]);
    const id = await beginAnonymisation(strapi, [address, ...addresses], viewer.userId);
    context.status = 202;
    return { data: await anonymisationView(strapi, found(await findAnonymisation(strapi, { id }))) };
  }),

  list: withViewer(strapi, async ({ query }): Promise<Page<Anonymisation>> => {
    const { cursor, limit } = parse(listRuns, query);
    const { runs, next } = await pageOfAnonymisations(strapi, { after: decodeCursor(cursor), limit });
    return {
      items: await anonymisationViews(strapi, runs),
      nextCursor: next === null ? null : encodeCursor(next.at, next.id),
    };
  }),

  read: withViewer(strapi, async ({ params }): Promise<Single<Anonymisation>> => ({
    data: await anonymisationView(
      strapi,
      found(await findAnonymisation(strapi, { documentId: params.id ?? '' })),
    ),
  })),
});
