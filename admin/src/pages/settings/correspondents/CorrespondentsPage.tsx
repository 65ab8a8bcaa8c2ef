/** Settings -> Mailroom -> Correspondents: the addresses that were met, and what is noted of them. */
import { Box, Button, Field, Flex, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';
import { Search } from '@strapi/icons';
import { useRBAC } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import type { CorrespondentMark } from '../../../../../server/src/api/contracts';
import { PERMISSIONS } from '../../../permissions';
import { type CorrespondentFilter, useGetCorrespondentsQuery } from '../../../services/correspondents';
import { ProtectedPage } from '../components/ProtectedPage';
import { QueryState } from '../components/QueryState';
import { EmptyList, SettingsList } from '../components/SettingsList';
import { useText } from '../texts';
import { AnonymisationRuns } from './AnonymisationRuns';
import { AnonymiseDialog } from './AnonymiseDialog';
import { CorrespondentDialog, type Editing } from './CorrespondentDialog';
import { CorrespondentsTable } from './CorrespondentsTable';
import { MARKS } from './marks';

const PAGE_SIZE = 25;
/** Milliseconds without a key before it is looked for. */
const TYPING_PAUSE = 300;
const EVERYBODY: CorrespondentFilter = { search: '', mark: null };

const Correspondents = () => {
  const t = useText();
  const [filter, setFilter] = useState(EVERYBODY);
  const [size, setSize] = useState(PAGE_SIZE);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [leaving, setLeaving] = useState<Editing | null>(null);
  const { canAnonymise } = useRBAC(PERMISSIONS.people).allowedActions;
  const query = useGetCorrespondentsQuery({ filter, size }, { refetchOnMountOrArgChange: true });
  const narrow = (next: CorrespondentFilter) => {
    setSize(PAGE_SIZE);
    setFilter(next);
  };
  const isEverybody = filter.search === '' && filter.mark === null;
  return (
    <SettingsList title={t('correspondents.title')} subtitle={t('correspondents.subtitle')}>
      <Flex direction="column" alignItems="stretch" gap={5} paddingBottom={10}>
        <Filters filter={filter} onChange={narrow} />
        {/* Another filter has a list of its own: that of the one before is not shown in its place. */}
        <QueryState query={{ ...query, data: query.currentData }}>
          {({ items, nextCursor }) =>
            items.length === 0 ? (
              <EmptyList text={t(isEverybody ? 'correspondents.empty' : 'correspondents.none-found')} />
            ) : (
              <Flex direction="column" alignItems="stretch" gap={4}>
                <CorrespondentsTable
                  correspondents={items}
                  onEdit={setEditing}
                  onAnonymise={canAnonymise === true ? setLeaving : null}
                />
                {nextCursor !== null && (
                  <Flex justifyContent="center">
                    <Button
                      variant="tertiary"
                      loading={query.isFetching}
                      onClick={() => setSize(size + PAGE_SIZE)}
                    >
                      {t('correspondents.more')}
                    </Button>
                  </Flex>
                )}
              </Flex>
            )
          }
        </QueryState>
        {/* Removing another one makes it anew. */}
        {canAnonymise === true && <AnonymisationRuns key={leaving === null ? 'list' : 'removing'} />}
      </Flex>
      {editing !== null && <CorrespondentDialog {...editing} onClose={() => setEditing(null)} />}
      {leaving !== null && (
        <AnonymiseDialog
          {...leaving}
          onClose={() => {
            setLeaving(null);
            void query.refetch();
          }}
        />
      )}
    </SettingsList>
  );
};

/** In place of no choice: the select takes an empty value for nothing chosen yet. */
const ALL = '*';

interface FiltersProps {
  readonly filter: CorrespondentFilter;
  readonly onChange: (filter: CorrespondentFilter) => void;
}

const Filters = ({ filter, onChange }: FiltersProps) => {
  const t = useText();
  const [typed, setTyped] = useState(filter.search);
  const search = typed.trim();
  useEffect(() => {
    if (search === filter.search) return undefined;
    const timer = setTimeout(() => onChange({ ...filter, search }), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [search, filter, onChange]);
  return (
    <Flex role="search" aria-label={t('correspondents.find')} gap={4} wrap="wrap" alignItems="flex-end">
      <Box flex="1 1 24rem">
        <Field.Root name="search">
          <Field.Label>{t('correspondents.search')}</Field.Label>
          <TextInput
            type="search"
            value={typed}
            startAction={<Search aria-hidden fill="neutral500" />}
            onChange={({ target }) => setTyped(target.value)}
          />
        </Field.Root>
      </Box>
      <Box minWidth="24rem">
        <Field.Root name="mark">
          <Field.Label>{t('correspondents.show')}</Field.Label>
          <SingleSelect
            value={filter.mark ?? ALL}
            onChange={(value) =>
              onChange({ ...filter, mark: value === ALL ? null : (value as CorrespondentMark) })
            }
          >
            <SingleSelectOption value={ALL}>{t('correspondents.everybody')}</SingleSelectOption>
            {MARKS.map((mark) => (
              <SingleSelectOption key={mark} value={mark}>
                {t(`correspondents.mark.${mark}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Box>
    </Flex>
  );
};

const CorrespondentsPage = () => (
  <ProtectedPage permissions={PERMISSIONS.settings}>
    <Correspondents />
  </ProtectedPage>
);

export default CorrespondentsPage;
