/** Says of a mail that it is signed or encrypted, and what that is worth here; an encrypted one says so in place of its text. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import { Chip } from '../../../components/chips';
import { useMailText } from '../../../hooks/useMailText';
import type { EmailView } from '../../../../../server/src/api/contracts';

const WAYS = { pgp: 'PGP', smime: 'S/MIME' } as const;

export const ProtectionMarks = ({ email }: { readonly email: Pick<EmailView, 'signed' | 'encrypted'> }) => {
  const text = useMailText();
  const { signed, encrypted } = email;
  if (signed === null && encrypted === null) return null;
  return (
    <Flex gap={2} wrap="wrap">
      {encrypted && <Chip>{text('protection.encrypted', { way: WAYS[encrypted] })}</Chip>}
      {signed && <Chip>{text('protection.signed', { way: WAYS[signed] })}</Chip>}
      {signed && (
        <Typography variant="pi" textColor="neutral600">
          {text('protection.not-verified')}
        </Typography>
      )}
    </Flex>
  );
};

export const UnreadableMail = () => {
  const text = useMailText();
  return (
    <Box padding={3} hasRadius background="neutral100" borderColor="neutral200">
      <Flex gap={2} alignItems="flex-start">
        <Lock aria-hidden fill="neutral600" width="1.6rem" height="1.6rem" />
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Typography fontWeight="bold">{text('protection.unreadable')}</Typography>
          <Typography variant="pi" textColor="neutral700">
            {text('protection.how-to-read')}
          </Typography>
        </Flex>
      </Flex>
    </Box>
  );
};
