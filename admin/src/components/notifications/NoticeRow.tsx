/** Notices of one case as one row: the newest leads to it, the others open below it. */
import { Box, Flex, IconButton, TextButton, Typography, VisuallyHidden } from '@strapi/design-system';
import { Check, Message } from '@strapi/icons';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import { useText } from '../../hooks/useText';
import { useReadNotificationsMutation, useUnreadNotificationsMutation } from '../../services/inbox';
import { noticePath, type NoticeGroup } from '../../utils/notices';
import { RelativeTime } from '../RelativeTime';
import { noticeDetail, noticeWords } from './notice-words';
import type { NotificationView } from '../../../../server/src/api/contracts';

const Row = styled(Flex)`
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
`;

const NoticeLink = styled(Link)`
  display: block;
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  color: ${({ theme }) => theme.colors.neutral800};
  text-decoration: none;
  &:hover,
  &:focus-visible {
    background: ${({ theme }) => theme.colors.neutral100};
  }
`;

interface NoticeProps {
  readonly notice: NotificationView;
  readonly withDetail: boolean;
  readonly onOpen: () => void;
}

const Notice = ({ notice, withDetail, onOpen }: NoticeProps) => {
  const text = useText();
  const detail = withDetail ? noticeDetail(notice, text) : null;
  return (
    <NoticeLink to={noticePath(notice)} onClick={onOpen}>
      <Flex justifyContent="space-between" gap={2}>
        <Typography fontWeight={notice.read ? 'regular' : 'bold'} dir="auto">
          {!notice.read && <VisuallyHidden>{text('list.unread')}</VisuallyHidden>}
          {noticeWords(notice, text)}
        </Typography>
        <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
          <RelativeTime at={notice.at} />
        </Typography>
      </Flex>
      {detail && (
        <Typography variant="pi" textColor="neutral600" dir="auto" ellipsis tag="p">
          {detail}
        </Typography>
      )}
    </NoticeLink>
  );
};

const ReadSwitch = ({ group }: { readonly group: NoticeGroup }) => {
  const text = useText();
  const [markRead] = useReadNotificationsMutation();
  const [markUnread] = useUnreadNotificationsMutation();
  const isUnread = group.unread.length > 0;
  return (
    <IconButton
      size="S"
      variant="ghost"
      label={text(isUnread ? 'notice.read-one' : 'notice.unread-one')}
      onClick={() => void (isUnread ? markRead(group.unread) : markUnread([group.newest.id]))}
    >
      {isUnread ? <Check /> : <Message />}
    </IconButton>
  );
};

interface NoticeRowProps {
  readonly group: NoticeGroup;
  readonly onOpen: () => void;
}

export const NoticeRow = ({ group, onOpen }: NoticeRowProps) => {
  const text = useText();
  const [unfolded, setUnfolded] = useState(false);
  const [markRead] = useReadNotificationsMutation();
  const { newest, older, unread } = group;
  const open = (): void => {
    if (unread.length > 0) void markRead(unread);
    onOpen();
  };
  return (
    <Row tag="li" alignItems="flex-start" paddingRight={2}>
      <Box flex="1" minWidth={0}>
        <Notice notice={newest} withDetail onOpen={open} />
        {unfolded &&
          older.map((one) => <Notice key={one.id} notice={one} withDetail={false} onOpen={open} />)}
        {older.length > 0 && (
          <Box paddingLeft={4} paddingBottom={3}>
            <TextButton aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
              {text(unfolded ? 'notice.fewer' : 'notice.more', { count: older.length })}
            </TextButton>
          </Box>
        )}
      </Box>
      <Box paddingTop={2}>
        <ReadSwitch group={group} />
      </Box>
    </Row>
  );
};
