/** What is remembered of those who write, as far as it matters to a reader: whether their pictures are shown. */
import { withRemoteImages } from '../data/correspondents';
import type { Strapi } from '../data/database';
import type { EmailHead } from '../data/emails';
import { addressHash } from '../domain/identity';
import { showsPictures } from '../domain/remote-images';

/** Ids of those mails whose pictures of the web are shown without asking; one statement for all. */
export async function mailsWithPictures(
  strapi: Strapi,
  emails: readonly EmailHead[],
): Promise<ReadonlySet<number>> {
  const received = emails.filter(({ direction }) => direction === 'in');
  const remembered = await withRemoteImages(
    strapi,
    received.map(({ from }) => from.address),
  );
  return new Set(
    received
      .filter((email) => showsPictures(remembered.has(addressHash(email.from.address)), email))
      .map(({ id }) => id),
  );
}
