/** A part of the report with a heading, what it means, and its table as a file. */
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import type { ReactNode } from 'react';
import { useDownload } from '../../hooks/useDownload';
import { useText } from '../../hooks/useText';
import { reportFileUrl } from '../../services/reports';
import type { ReportQuery, ReportTable } from '../../../../server/src/api/contracts';

interface ReportSectionProps {
  readonly title: string;
  readonly meaning?: string;
  readonly query: ReportQuery;
  /** which table is downloaded */
  readonly table: ReportTable;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export const ReportSection = ({ title, meaning, query, table, actions, children }: ReportSectionProps) => {
  const text = useText();
  const { running, start } = useDownload();
  const url = reportFileUrl({ ...query, table });
  return (
    <Box
      tag="section"
      aria-label={title}
      background="neutral0"
      shadow="tableShadow"
      hasRadius
      padding={5}
      width="100%"
    >
      <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap" paddingBottom={4}>
        <Box>
          <Typography tag="h2" variant="delta">
            {title}
          </Typography>
          {meaning !== undefined && (
            <Typography tag="p" variant="pi" textColor="neutral600">
              {meaning}
            </Typography>
          )}
        </Box>
        <Flex gap={2} wrap="wrap">
          {actions}
          <Button
            variant="tertiary"
            size="S"
            startIcon={<Download />}
            loading={running === url}
            aria-label={text('reports.download.table', { table: title })}
            onClick={() => void start(url, `mailroom-${table}-${query.from}-${query.to}.csv`)}
          >
            {text('reports.download')}
          </Button>
        </Flex>
      </Flex>
      {children}
    </Box>
  );
};
