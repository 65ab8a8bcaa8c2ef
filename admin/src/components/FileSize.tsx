/** A file's size in the reader's language. */
import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { fileSize } from '../utils/fileSize';

export const FileSize = ({ bytes }: { readonly bytes: number }) => {
  const { formatNumber } = useIntl();
  const { value, unit } = fileSize(bytes);
  // Short, bytes are not put into the plural.
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  return (
    <Typography variant="pi" textColor="neutral600">
      {formatNumber(value, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 })}
    </Typography>
  );
};
