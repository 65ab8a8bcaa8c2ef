/** What a reader is told of a link that does not lead where it seems to. */
import { useMemo } from 'react';
import { useText, type TextKey } from './useText';
import type { LinkWords } from '../utils/linkWarnings';
import type { LinkDanger } from '../../../server/src/api/contracts';

const SENTENCES = {
  'other-site': 'link-danger.other-site',
  lookalike: 'link-danger.lookalike',
  'user-name': 'link-danger.user-name',
  'ip-address': 'link-danger.ip-address',
} as const satisfies Record<LinkDanger, TextKey>;

export function useLinkWords(): LinkWords {
  const text = useText();
  return useMemo(
    () => ({
      caution: text('link-danger.caution'),
      explain: ({ dangers, host, claimed }) =>
        dangers.map((danger) => text(SENTENCES[danger], { host, name: claimed ?? '' })),
      openAnyway: (host) => text('link-danger.open', { host }),
    }),
    [text],
  );
}
