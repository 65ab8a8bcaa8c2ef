/** Says that pictures of a mail are not shown, and lets the reader have them: once, or always from this sender. */
import { Flex, TextButton, Typography } from '@strapi/design-system';
import { useReport } from '../hooks/useReport';
import { useText } from '../hooks/useText';
import type { RemoteImages } from '../hooks/useRemoteImages';
import { useChangeSenderMutation } from '../services/reading';
import type { EmailView } from '../../../server/src/api/contracts';

interface RemoteImageBarProps {
  readonly email: Pick<EmailView, 'id' | 'direction' | 'from' | 'remoteImages'>;
  /** pictures that are not shown */
  readonly hidden: number;
  readonly asked: boolean;
  readonly loading: RemoteImages;
  readonly onShow: () => void;
}

export const RemoteImageBar = ({ email, hidden, asked, loading, onShow }: RemoteImageBarProps) => {
  const text = useText();
  const report = useReport();
  const [changeSender, { isLoading }] = useChangeSenderMutation();
  const remember = async (remoteImages: boolean): Promise<void> => {
    const result = await changeSender({ emailId: email.id, change: { remoteImages } });
    if ('error' in result && result.error !== undefined) report.failure(result.error);
    else if (remoteImages) onShow();
  };
  const { waiting, failed } = loading;
  if (!asked && hidden === 0) return null;
  return (
    <Flex gap={3} wrap="wrap" role="status">
      <Typography variant="pi" textColor="neutral600">
        {!asked && text('images.hidden', { count: hidden })}
        {asked && waiting > 0 && text('images.loading', { count: waiting })}
        {asked && waiting === 0 && failed > 0 && text('images.failed', { count: failed })}
        {asked && waiting === 0 && failed === 0 && email.remoteImages && text('images.always-on')}
      </Typography>
      {!asked && <TextButton onClick={onShow}>{text('images.show')}</TextButton>}
      {!asked && email.direction === 'in' && (
        <TextButton disabled={isLoading} onClick={() => void remember(true)}>
          {text('images.always', { address: email.from.address })}
        </TextButton>
      )}
      {email.remoteImages && (
        <TextButton disabled={isLoading} onClick={() => void remember(false)}>
          {text('images.stop')}
        </TextButton>
      )}
    </Flex>
  );
};
