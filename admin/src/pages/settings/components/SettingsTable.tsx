/** The table of a settings page: its headings, and room for rows. What stands in a row is the page's. */
import { Table, Tbody, Th, Thead, Tr, VisuallyHidden } from '@strapi/design-system';
import { Children, type ReactNode } from 'react';
import { useText } from '../texts';
import { HeadCell } from './HeadCell';

interface SettingsTableProps {
  /** headings of the columns */
  readonly columns: readonly string[];
  /** whether a last column holds buttons; it has a name that only screen readers say */
  readonly hasActions?: boolean;
  /** `Tr`s, or what hands on to one the place in the grid that the table gives it */
  readonly children: ReactNode;
}

export const SettingsTable = ({ columns, hasActions = false, children }: SettingsTableProps) => {
  const t = useText();
  return (
    <Table colCount={columns.length + (hasActions ? 1 : 0)} rowCount={Children.count(children) + 1}>
      <Thead>
        <Tr>
          {columns.map((column) => (
            <HeadCell key={column}>{column}</HeadCell>
          ))}
          {hasActions && (
            <Th>
              <VisuallyHidden>{t('settings.actions')}</VisuallyHidden>
            </Th>
          )}
        </Tr>
      </Thead>
      <Tbody>{children}</Tbody>
    </Table>
  );
};
