/** Pages of a list, one below the other: the next one is asked for by a button. What stands in a page is its caller's. */
import { Button, Flex } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';
import type { Page } from '../../../../../server/src/api/contracts';
import { useText } from '../texts';
import { QueryState } from './QueryState';

type PageQuery<Item> = Parameters<typeof QueryState<Page<Item>>>[0]['query'];

interface OlderPagesProps<Item> {
  /** asks for the page at a cursor; null: the first one. A hook, and the same one always */
  readonly usePage: (cursor: string | null) => PageQuery<Item>;
  /** in place of a list that has nothing */
  readonly empty: ReactNode;
  readonly children: (items: readonly Item[]) => ReactNode;
}

export const OlderPages = <Item,>(props: OlderPagesProps<Item>) => {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {cursors.map((cursor, position) => (
        <OnePage
          key={cursor ?? ''}
          {...props}
          cursor={cursor}
          onOlder={
            position === cursors.length - 1 ? (next: string) => setCursors([...cursors, next]) : undefined
          }
        />
      ))}
    </Flex>
  );
};

interface OnePageProps<Item> extends OlderPagesProps<Item> {
  readonly cursor: string | null;
  /** absent: the page after it is shown */
  readonly onOlder: ((next: string) => void) | undefined;
}

const OnePage = <Item,>({ usePage, empty, children, cursor, onOlder }: OnePageProps<Item>) => {
  const t = useText();
  const query = usePage(cursor);
  return (
    <QueryState query={query}>
      {({ items, nextCursor }) => (
        <>
          {items.length === 0 && cursor === null ? empty : children(items)}
          {nextCursor !== null && onOlder !== undefined && (
            <Flex>
              <Button variant="tertiary" size="S" onClick={() => onOlder(nextCursor)}>
                {t('keeping.runs-older')}
              </Button>
            </Flex>
          )}
        </>
      )}
    </QueryState>
  );
};
