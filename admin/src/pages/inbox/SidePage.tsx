/** The frame of Mailroom's pages that are no lists: the lists at the side, the bell above, and the page. */
import { Flex } from '@strapi/design-system';
import { Layouts } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { NotificationBell } from '../../components/NotificationBell';
import { useText } from '../../hooks/useText';
import { Navigation } from './Navigation';
import type { Me } from '../../../../server/src/api/contracts';

interface SidePageProps {
  readonly me: Me;
  readonly children: ReactNode;
}

export const SidePage = ({ me, children }: SidePageProps) => {
  const text = useText();
  return (
    <Layouts.Root sideNav={<Navigation me={me} current={null} />}>
      <Flex
        tag="aside"
        aria-label={text('notice.title')}
        justifyContent="flex-end"
        paddingTop={2}
        paddingRight={4}
      >
        <NotificationBell />
      </Flex>
      {children}
    </Layouts.Root>
  );
};
