/** A row's mark for files. */
import { Paperclip } from '@strapi/icons';
import { useText } from '../../../hooks/useText';

export const HasAttachments = () => {
  const text = useText();
  return (
    <>
      <Paperclip aria-hidden fill="neutral600" width="1.2rem" height="1.2rem" />
      <span className="row-hidden">{text('list.has-attachments')}</span>
    </>
  );
};
