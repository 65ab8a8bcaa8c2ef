/** Shows the source of a mail in quarantine as it came, so that somebody can see what is wrong with it. Runs none of it. */
import { Box, Button, Flex, IconButton, Loader, Modal, Typography } from '@strapi/design-system';
import { Download, Eye } from '@strapi/icons';
import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import type { QuarantinedMail } from '../../../../../server/src/api/contracts';
import { useDownload } from '../../../hooks/useDownload';
import { quarantineSourceUrl } from '../../../services/settings';
import { useText } from '../texts';

/** Bytes that are shown: the rest is in the file. */
const SHOWN = 200_000;

type Source =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'loaded'; readonly text: string; readonly isCut: boolean };

interface SourceButtonProps {
  readonly mail: QuarantinedMail;
  readonly subject: string;
}

export const SourceButton = ({ mail, subject }: SourceButtonProps) => {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <Modal.Root open={open} onOpenChange={setOpen}>
      <Modal.Trigger>
        <IconButton label={t('quarantine.source.show', { subject })} variant="ghost">
          <Eye />
        </IconButton>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{t('quarantine.source.title')}</Modal.Title>
        </Modal.Header>
        <SourceBody mail={mail} />
      </Modal.Content>
    </Modal.Root>
  );
};

const useSource = (url: string): Source => {
  const { get } = useFetchClient();
  const [source, setSource] = useState<Source>({ kind: 'loading' });
  useEffect(() => {
    let wanted = true;
    const show = (next: Source): void => {
      if (wanted) setSource(next);
    };
    get<Blob>(url, { responseType: 'blob' })
      .then(async ({ data }) => {
        const text = await data.slice(0, SHOWN).text();
        show({ kind: 'loaded', text, isCut: data.size > SHOWN });
      })
      .catch(() => show({ kind: 'failed' }));
    return () => {
      wanted = false;
    };
  }, [get, url]);
  return source;
};

const SourceBody = ({ mail }: { readonly mail: QuarantinedMail }) => {
  const t = useText();
  const url = quarantineSourceUrl(mail.id);
  const source = useSource(url);
  const download = useDownload();
  return (
    <>
      <Modal.Body>
        {source.kind === 'loading' && (
          <Flex justifyContent="center" padding={6}>
            <Loader>{t('settings.loading')}</Loader>
          </Flex>
        )}
        {source.kind === 'failed' && <Typography role="alert">{t('quarantine.source.failed')}</Typography>}
        {source.kind === 'loaded' && (
          <Flex direction="column" alignItems="stretch" gap={3}>
            {source.isCut && <Typography textColor="neutral600">{t('quarantine.source.cut')}</Typography>}
            <Box
              tag="pre"
              dir="ltr"
              tabIndex={0}
              role="region"
              aria-label={t('quarantine.source.title')}
              background="neutral100"
              color="neutral800"
              padding={4}
              hasRadius
              style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontFamily: 'monospace' }}
            >
              {source.text}
            </Box>
          </Flex>
        )}
      </Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">{t('quarantine.source.close')}</Button>
        </Modal.Close>
        <Button
          variant="secondary"
          startIcon={<Download />}
          loading={download.running !== null}
          onClick={() => void download.start(url, `mail-${mail.uid}.eml`)}
        >
          {t('quarantine.source.download')}
        </Button>
      </Modal.Footer>
    </>
  );
};
