/** Where the mail went that was moved last, with the way there and the way back. */
import { Box, Flex, IconButton, Link, TextButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { NavLink } from 'react-router-dom';
import { useMailText } from '../../../hooks/useMailText';
import { placePath } from '../../../utils/paths';
import { useMoving } from './moving';

export const MovedNotice = () => {
  const text = useMailText();
  const moving = useMoving();
  // The region is there before its words are, or they would not be read out.
  return <div role="status">{moving?.moved && <Notice {...moving} moved={moving.moved} text={text} />}</div>;
};

type NoticeProps = NonNullable<ReturnType<typeof useMoving>> & {
  readonly moved: NonNullable<NonNullable<ReturnType<typeof useMoving>>['moved']>;
  readonly text: ReturnType<typeof useMailText>;
};

const Notice = ({ moved, source, busy, undo, dismiss, text }: NoticeProps) => (
  <Box background="success100" borderColor="success200" padding={2} paddingLeft={4} paddingRight={4}>
    <Flex gap={3} wrap="wrap">
      <Typography textColor="neutral800">{text('move.moved', { number: moved.to.number })}</Typography>
      {moved.to.id !== source?.id && (
        <Link tag={NavLink} to={placePath({ kind: 'cases', view: 'open' }, moved.to.id)}>
          {text('move.open', { number: moved.to.number })}
        </Link>
      )}
      {moved.from !== null && (
        <TextButton disabled={busy} onClick={() => void undo()}>
          {text('move.undo')}
        </TextButton>
      )}
      <Box marginLeft="auto">
        <IconButton variant="ghost" size="S" label={text('move.close')} onClick={dismiss}>
          <Cross />
        </IconButton>
      </Box>
    </Flex>
  </Box>
);
