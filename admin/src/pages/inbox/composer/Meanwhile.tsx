/** Tells whoever writes what came in meanwhile, before the server holds the answer for it. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Box, Button, Flex, TextButton, Typography } from '@strapi/design-system';
import { ArrowUp, WarningCircle } from '@strapi/icons';
import { useText, type Text } from '../../../hooks/useText';
import { useGetTimelineQuery } from '../../../services/cases';
import { displayName } from '../../../utils/addresses';
import { idsOf, saidSince } from '../../../utils/meanwhile';
import { showNewestOf } from '../conversation/useNewestEntry';
import type { Me, TimelineEntry } from '../../../../../server/src/api/contracts';

interface MeanwhileProps {
  readonly caseId: string;
  readonly me: Me;
  /** whether something is written at all */
  readonly writing: boolean;
}

const NOTHING: readonly TimelineEntry[] = [];

/** What others said since the writing began, or since it was looked at. */
function useNews({ caseId, me, writing }: MeanwhileProps) {
  const { currentData } = useGetTimelineQuery(caseId);
  const entries = currentData?.entries ?? NOTHING;
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  const newest = useRef(entries);
  useEffect(() => {
    newest.current = entries;
  }, [entries]);
  useEffect(() => setKnown(writing ? idsOf(newest.current) : null), [writing]);
  const news = useMemo(
    () => (known === null ? NOTHING : saidSince(entries, known, me.agent.id)),
    [entries, known, me],
  );
  return { news, seen: () => setKnown(idsOf(entries)) };
}

function words(entry: TimelineEntry, text: Text): string {
  if (entry.kind === 'email-received') return text('meanwhile.mail', { name: displayName(entry.email.from) });
  const name = entry.actor?.name ?? '';
  return text(entry.kind === 'email-sent' ? 'meanwhile.answer' : 'meanwhile.note', { name });
}

export const Meanwhile = (props: MeanwhileProps) => {
  const text = useText();
  const frame = useRef<HTMLDivElement>(null);
  const { news, seen } = useNews(props);
  const last = news[news.length - 1];
  const show = (): void => {
    showNewestOf(frame.current?.closest('article') ?? document);
    seen();
  };
  return (
    <div ref={frame} role="status">
      {last && (
        <Box background="warning100" borderColor="warning200" hasRadius padding={2} marginTop={2}>
          <Flex gap={3} wrap="wrap">
            <WarningCircle aria-hidden fill="warning600" width="1.6rem" />
            <Box flex="1" minWidth="20rem">
              <Typography variant="pi" textColor="neutral800">
                {words(last, text)}
                {news.length > 1 && ` ${text('meanwhile.more', { count: news.length - 1 })}`}
              </Typography>
            </Box>
            <Button size="S" variant="secondary" startIcon={<ArrowUp />} onClick={show}>
              {text('meanwhile.show')}
            </Button>
            <TextButton onClick={seen}>{text('meanwhile.dismiss')}</TextButton>
          </Flex>
        </Box>
      )}
    </div>
  );
};
