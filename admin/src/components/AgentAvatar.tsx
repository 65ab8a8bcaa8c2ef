/** An agent where there is no room for the name: initials in a circle, the name for everybody who asks. */
import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { initials } from '../utils/addresses';

export const AgentAvatar = ({ name, label }: { readonly name: string; readonly label: string }) => (
  <Flex
    title={label}
    background="primary200"
    borderRadius="50%"
    width="2.2rem"
    height="2.2rem"
    justifyContent="center"
    shrink={0}
  >
    <Typography aria-hidden textColor="neutral800" fontWeight="bold" style={{ fontSize: '0.9rem' }}>
      {initials(name)}
    </Typography>
    <VisuallyHidden>{label}</VisuallyHidden>
  </Flex>
);
