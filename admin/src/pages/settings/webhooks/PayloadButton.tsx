/** Shows what was sent, as the receiver gets it. */
import { Box, Button, IconButton, Modal } from '@strapi/design-system';
import { Eye } from '@strapi/icons';
import type { WebhookDeliveryView } from '../../../../../server/src/api/contracts';
import { useText } from '../texts';

export const PayloadButton = ({ delivery }: { readonly delivery: WebhookDeliveryView }) => {
  const t = useText();
  const { eventId: id, event, occurredAt: createdAt, payload: data } = delivery;
  return (
    <Modal.Root>
      <Modal.Trigger>
        <IconButton label={t('webhooks.payload-show', { event })} variant="ghost">
          <Eye />
        </IconButton>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header closeLabel={t('webhooks.close')}>
          <Modal.Title>{event}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Box
            tag="pre"
            background="neutral100"
            color="neutral800"
            hasRadius
            padding={4}
            tabIndex={0}
            aria-label={t('webhooks.payload')}
            style={{
              fontFamily: 'monospace',
              fontSize: '1.3rem',
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
            }}
          >
            {JSON.stringify({ id, event, createdAt, data }, null, 2)}
          </Box>
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{t('webhooks.close')}</Button>
          </Modal.Close>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
