/** Records that a case or a mail is linked to: why, taken away, and added by name or address. */
import { Box, Combobox, ComboboxOption, Field, Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useDebounce } from '@strapi/strapi/admin';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import { FollowButton } from '../../../components/FollowButton';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import {
  useFindRecordsQuery,
  useGetLinkedTypesQuery,
  useLinkRecordMutation,
  useUnlinkRecordMutation,
  type LinkOwner,
} from '../../../services/records';
import { FieldChoice, RecordFields, useRecordFields } from './RecordFields';
import type { RecordLinkSummary } from '../../../../../server/src/api/contracts';

const RecordName = styled(Link)`
  color: ${({ theme }) => theme.colors.primary600};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  overflow-wrap: anywhere;
`;

interface LinkedRecordsProps {
  readonly owner: LinkOwner;
  readonly links: readonly RecordLinkSummary[];
  readonly mayChange: boolean;
}

export const LinkedRecords = ({ owner, links, mayChange }: LinkedRecordsProps) => (
  <Flex direction="column" alignItems="stretch" gap={2}>
    {links.map((link) => (
      <LinkedRecord key={link.id} link={link} owner={owner} mayChange={mayChange} />
    ))}
    {mayChange && <AddRecord owner={owner} />}
  </Flex>
);

/** Whether there is anything to show or to add. */
export function useHasLinkedRecords(links: readonly RecordLinkSummary[], mayChange: boolean): boolean {
  const { data } = useGetLinkedTypesQuery();
  return links.length > 0 || (mayChange && (data ?? []).length > 0);
}

interface LinkedRecordProps {
  readonly link: RecordLinkSummary;
  readonly owner: LinkOwner;
  readonly mayChange: boolean;
}

const LinkedRecord = ({ link, owner, mayChange }: LinkedRecordProps) => {
  const text = useText();
  const report = useReport();
  const [unlink, { isLoading }] = useUnlinkRecordMutation();
  const { id, uid, documentId, label, typeName, rule, matched } = link;
  const fields = useRecordFields(link);
  const remove = async () => {
    const result = await unlink({ owner, linkId: id });
    if ('error' in result) report.failure(result.error);
  };
  return (
    <Box padding={2} hasRadius borderColor="neutral150">
      <Flex gap={1} alignItems="flex-start">
        <Flex direction="column" alignItems="stretch" flex="1" minWidth={0}>
          <Typography variant="pi" textColor="neutral600">
            {typeName}
          </Typography>
          <RecordName
            to={`/content-manager/collection-types/${uid}/${documentId}`}
            title={text('records.open')}
            dir="auto"
          >
            {label}
          </RecordName>
        </Flex>
        <FieldChoice link={link} fields={fields} />
        {mayChange && (
          <IconButton
            label={text('link.remove', { name: label })}
            variant="ghost"
            size="S"
            disabled={isLoading}
            onClick={() => void remove()}
          >
            <Cross />
          </IconButton>
        )}
      </Flex>
      <Typography tag="p" variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
        {text(`link.rule.${rule}`, { matched })}
      </Typography>
      <RecordFields fields={fields} />
      <Flex paddingTop={2}>
        <FollowButton contentType={uid} documentId={documentId} />
      </Flex>
    </Box>
  );
};

/** Shorter texts would find half of the database. */
const SHORTEST = 2;

const AddRecord = ({ owner }: { readonly owner: LinkOwner }) => {
  const text = useText();
  const report = useReport();
  const types = useGetLinkedTypesQuery();
  const [typed, setTyped] = useState('');
  const [linked, setLinked] = useState(0);
  const search = useDebounce(typed.trim(), 300);
  const isShort = search.length < SHORTEST;
  const found = useFindRecordsQuery(search, { skip: isShort });
  const [link] = useLinkRecordMutation();
  if ((types.data ?? []).length === 0) return null;
  const hits = isShort ? [] : (found.data ?? []);

  const choose = async (key: string | undefined) => {
    const hit = hits.find((one) => `${one.uid}/${one.documentId}` === key);
    if (hit === undefined) return;
    const result = await link({ owner, record: { uid: hit.uid, documentId: hit.documentId } });
    if ('error' in result) report.failure(result.error);
    setTyped('');
    setLinked((count) => count + 1);
  };

  return (
    <Field.Root name="link-record" width="100%">
      <Field.Label>{text('link.add')}</Field.Label>
      <Combobox
        // A new one after each choice: it would else keep the text of the last.
        key={linked}
        size="S"
        autocomplete={{ type: 'list', filter: 'contains' }}
        placeholder={text('link.search')}
        loading={found.isFetching}
        noOptionsMessage={() => text(isShort ? 'link.search' : 'link.none')}
        onInputChange={({ target }: { target: { value: string } }) => setTyped(target.value)}
        onChange={(key) => void choose(key === undefined ? undefined : String(key))}
      >
        {/* The server has found them, by addresses too: the combobox must not leave out what does not hold the text. */}
        {hits.map(({ uid, documentId, label, typeName }) => (
          <ComboboxOption
            key={`${uid}/${documentId}`}
            value={`${uid}/${documentId}`}
            textValue={`${label} ${typed}`}
          >
            {`${label} (${typeName})`}
          </ComboboxOption>
        ))}
      </Combobox>
    </Field.Root>
  );
};
