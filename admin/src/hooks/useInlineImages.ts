/** The pictures a mail shows inside its text, fetched over the panel's session and handed over as `data:` URLs. */
import { useEffect, useMemo, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import { attachmentUrl } from './useDownload';
import { normalizeContentId, usedContentIds } from '../utils/mailBody';
import { readAsDataUrl } from '../utils/saveBlob';
import type { AttachmentView } from '../../../server/src/api/contracts';

/** A larger picture stays a file: a `data:` URL of it would be copied through the page several times. */
const LARGEST_INLINE_IMAGE = 8_000_000;

interface WantedImage {
  readonly contentId: string;
  readonly attachment: AttachmentView;
}

function wantedImages(html: string, attachments: readonly AttachmentView[]): readonly WantedImage[] {
  const byContentId = new Map(
    attachments.flatMap((attachment) =>
      attachment.contentId ? [[normalizeContentId(attachment.contentId), attachment] as const] : [],
    ),
  );
  return usedContentIds(html).flatMap((contentId) => {
    const attachment = byContentId.get(contentId);
    const usable = attachment?.type.startsWith('image/') && attachment.size <= LARGEST_INLINE_IMAGE;
    return attachment && usable ? [{ contentId, attachment }] : [];
  });
}

type Get = ReturnType<typeof useFetchClient>['get'];

/** Data URLs by normalized Content-ID. A picture that cannot be had is left out. */
async function loadImages(
  get: Get,
  wanted: readonly WantedImage[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const load = async ({ contentId, attachment }: WantedImage) => {
    const { data } = await get(attachmentUrl(attachment.id), { responseType: 'blob', signal });
    // The type the mail states, not the one of the download, which is never shown as a page.
    return [contentId, await readAsDataUrl(new Blob([data], { type: attachment.type }))] as const;
  };
  const results = await Promise.allSettled(wanted.map(load));
  return new Map(results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
}

/** The pictures of a mail at once, for what is made of it and not shown, as a page to print. */
export const loadInlineImages = (
  get: Get,
  html: string,
  attachments: readonly AttachmentView[],
): Promise<ReadonlyMap<string, string>> => loadImages(get, wantedImages(html, attachments));

/** Data URLs by normalized Content-ID; empty until they are there. */
export function useInlineImages(
  html: string,
  attachments: readonly AttachmentView[],
): ReadonlyMap<string, string> {
  const { get } = useFetchClient();
  const [images, setImages] = useState<ReadonlyMap<string, string>>(new Map());
  // A poll gives equal attachments as new objects; only other ones are worth a new download.
  const identity = attachments.map(({ id }) => id).join();
  const wanted = useMemo(() => wantedImages(html, attachments), [html, identity]); // eslint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    if (wanted.length === 0) return;
    const abort = new AbortController();
    void loadImages(get, wanted, abort.signal).then((loaded) => {
      if (!abort.signal.aborted) setImages(loaded);
    });
    return () => abort.abort();
  }, [wanted, get]);

  return images;
}
