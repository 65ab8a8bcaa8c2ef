/** A team's colour. It only accompanies the team's name, so readers of the screen are not told of it. */
import { Box } from '@strapi/design-system';

export const TeamDot = ({ color }: { readonly color: string }) => (
  <Box
    tag="span"
    aria-hidden
    display="inline-block"
    width="1rem"
    height="1rem"
    shrink={0}
    style={{ backgroundColor: color, borderRadius: '50%' }}
  />
);
