/**
 * Pictures on other people's servers, fetched by our own server over the panel's session and handed over as `data:` URLs: the
 * reader's browser asks nobody else, and the mail's frame asks nobody at all.
 */
import { useEffect, useMemo, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import { remotePictures } from '../utils/mailBody';
import { readAsDataUrl } from '../utils/saveBlob';

export interface RemoteImages {
  /** data URLs by the address that stands in the mail */
  readonly images: ReadonlyMap<string, string>;
  /** pictures that are still to come */
  readonly waiting: number;
  /** pictures that could not be had */
  readonly failed: number;
}

/** Asked for at the same time: the server has other readers. */
const AT_ONCE = 4;
const SHOWN_TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const NOTHING: RemoteImages = { images: new Map(), waiting: 0, failed: 0 };

/** Those of each mail that is open, by its id. */
const shown = new Map<string, RemoteImages['images']>();
const NO_IMAGES: RemoteImages['images'] = new Map();

/** The pictures that a mail shows at this moment: what is printed shows the same. */
export const shownImages = (emailId: string): RemoteImages['images'] => shown.get(emailId) ?? NO_IMAGES;

const imageUrl = (emailId: string, address: string): string =>
  `/mailroom/emails/${encodeURIComponent(emailId)}/image?url=${encodeURIComponent(address)}`;

/** @param wanted false: nothing is asked for */
export function useRemoteImages(emailId: string, html: string, wanted: boolean): RemoteImages {
  const { get } = useFetchClient();
  const addresses = useMemo(() => (wanted ? remotePictures(html) : []), [html, wanted]);
  const [found, setFound] = useState(NOTHING);
  useEffect(() => {
    setFound({ ...NOTHING, waiting: addresses.length });
    if (addresses.length === 0) return;
    const abort = new AbortController();
    const load = async (address: string): Promise<string | null> => {
      const { data, status = 200 } = await get<Blob>(imageUrl(emailId, address), {
        responseType: 'blob',
        signal: abort.signal,
        validateStatus: (answer: number) => answer !== 401,
      });
      if (status >= 400) throw new Error('The picture could not be loaded.');
      // Empty: it was there only to be asked for.
      return SHOWN_TYPES.includes(data.type) ? readAsDataUrl(data) : null;
    };
    const keep = (address: string, image: string | null, failed: boolean): void => {
      if (abort.signal.aborted) return;
      setFound((before) => ({
        images: image === null ? before.images : new Map(before.images).set(address, image),
        waiting: before.waiting - 1,
        failed: before.failed + (failed ? 1 : 0),
      }));
    };
    const queue = [...addresses];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && !abort.signal.aborted; next = queue.shift()) {
        const address = next;
        await load(address).then(
          (image) => keep(address, image, false),
          () => keep(address, null, true),
        );
      }
    };
    for (let worker = 0; worker < AT_ONCE; worker += 1) void work();
    return () => abort.abort();
  }, [addresses, emailId, get]);
  const { images } = found;
  useEffect(() => {
    if (images.size === 0) return;
    shown.set(emailId, images);
    return () => {
      shown.delete(emailId);
    };
  }, [emailId, images]);
  return found;
}
