/** Says that the panel is cut off from the server: what still works, what waits, and that it goes on by itself. */
import { useSyncExternalStore } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { CloudUpload } from '@strapi/icons';
import { useText } from '../hooks/useText';
import { useServerState } from '../live/live-store';
import { useRefreshInboxMutation } from '../services/cases';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}

const useIsOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);

export const ConnectionBanner = () => {
  const text = useText();
  const online = useIsOnline();
  const server = useServerState();
  const [refresh] = useRefreshInboxMutation();
  const isCut = !online || server === 'unreachable';
  return (
    <div role="status">
      {isCut && (
        <Box
          background="danger100"
          borderColor="danger200"
          paddingTop={2}
          paddingBottom={2}
          paddingLeft={4}
          paddingRight={4}
        >
          <Flex gap={3} wrap="wrap">
            <CloudUpload aria-hidden fill="danger600" width="1.6rem" height="1.6rem" />
            <Box flex="1" minWidth="20rem">
              <Typography variant="pi" textColor="neutral800">
                <strong>{text(online ? 'connection.unreachable' : 'connection.offline')}</strong>{' '}
                {text('connection.explained')}
              </Typography>
            </Box>
            <Button size="S" variant="tertiary" onClick={() => void refresh()}>
              {text('action.retry')}
            </Button>
          </Flex>
        </Box>
      )}
    </div>
  );
};
