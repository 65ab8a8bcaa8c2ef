/** A version filled in with an example, as its reader will see it; it follows what is written after a moment. */
import { useEffect, useState } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import type { TemplateVersion } from '../../../../../server/src/api/contracts';
import { MessageFrame } from '../../../components/MessageFrame';
import { usePreviewTemplateQuery } from '../../../services/templates';
import { Notice } from '../components/Notice';
import { useText } from '../texts';

/** Milliseconds without a key before the server is asked. */
const PAUSE = 600;

export const TemplatePreview = ({ version }: { readonly version: TemplateVersion }) => {
  const t = useText();
  const { language, subject, html } = version;
  const [shown, setShown] = useState(version);
  useEffect(() => {
    const timer = setTimeout(() => setShown({ language, subject, html }), PAUSE);
    return () => clearTimeout(timer);
  }, [language, subject, html]);
  const { data } = usePreviewTemplateQuery(
    { ...shown, language: shown.language.trim() || 'en' },
    { skip: shown.html === '' },
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" textColor="neutral600">
        {t('templates.preview-hint')}
      </Typography>
      {data !== undefined && data.unknown.length > 0 && (
        <Notice tone="warning" role="status">
          {t('templates.unknown', { name: data.unknown.join(', ') })}
        </Notice>
      )}
      {data === undefined || shown.html === '' ? (
        <Box borderColor="neutral150" hasRadius minHeight="80px" />
      ) : (
        <>
          {data.subject !== '' && <Typography fontWeight="bold">{data.subject}</Typography>}
          <MessageFrame
            html={data.html}
            email={{ attachments: [], subject: data.subject || t('templates.preview') }}
          />
        </>
      )}
    </Flex>
  );
};
