/** A row's mark for files. */
import { AccessibleIcon } from '@strapi/design-system';
import { Paperclip } from '@strapi/icons';
import { useText } from '../../../hooks/useText';

export const HasAttachments = () => {
  const text = useText();
  return (
    <AccessibleIcon label={text('list.has-attachments')}>
      <Paperclip fill="neutral600" width="1.2rem" height="1.2rem" />
    </AccessibleIcon>
  );
};
