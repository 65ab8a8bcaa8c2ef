/** Tries the patterns of the form on a text: the server finds what it would find in mail. */
import { Box, Button, Field, Flex, Textarea, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { NumberPattern, PatternTrialResult } from '../../../../../server/src/api/contracts';
import { useReport } from '../../../hooks/useReport';
import { useTryPatternMutation } from '../../../services/records';
import { useText } from '../texts';

interface Tried {
  readonly pattern: string;
  readonly result: PatternTrialResult;
}

export const PatternTry = ({ patterns }: { readonly patterns: readonly NumberPattern[] }) => {
  const t = useText();
  const report = useReport();
  const [tryPattern, { isLoading }] = useTryPatternMutation();
  const [text, setText] = useState('');
  const [tried, setTried] = useState<readonly Tried[]>([]);
  const written = patterns.map(({ pattern }) => pattern.trim()).filter((pattern) => pattern !== '');
  if (written.length === 0) return null;

  const run = async () => {
    const results: Tried[] = [];
    for (const pattern of written) {
      const answer = await tryPattern({ pattern, text });
      if (!('data' in answer)) return report.failure(answer.error);
      results.push({ pattern, result: answer.data });
    }
    setTried(results);
  };

  return (
    <Box background="neutral100" hasRadius padding={4}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Field.Root name="pattern-trial" width="100%">
          <Field.Label>{t('settings.records.try-text')}</Field.Label>
          <Textarea rows={2} value={text} onChange={({ target }) => setText(target.value)} />
        </Field.Root>
        <Box>
          <Button variant="secondary" loading={isLoading} disabled={text === ''} onClick={() => void run()}>
            {t('settings.records.try')}
          </Button>
        </Box>
        <div role="status">
          {tried.map(({ pattern, result }) => (
            <Typography
              key={pattern}
              tag="p"
              textColor={result.kind === 'found' ? 'neutral800' : 'danger700'}
            >
              <code>{pattern}</code>
              {': '}
              {result.kind === 'invalid'
                ? result.message
                : result.numbers.length === 0
                  ? t('settings.records.try-nothing')
                  : result.numbers.join(', ')}
            </Typography>
          ))}
        </div>
      </Flex>
    </Box>
  );
};
