/** All rules in the order in which they are asked. */
import { Badge, Flex, IconButton, Link, Td, Tr, Typography, useNotifyAT } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import type { ComponentProps } from 'react';
import { NavLink, useNavigate } from 'react-router-dom';
import type { RecordRuleDetail } from '../../../../../server/src/api/contracts';
import { MoveButtons } from '../../../components/MoveButtons';
import { useReport } from '../../../hooks/useReport';
import {
  useDeleteRecordRuleMutation,
  useGetRecordRulesQuery,
  useOrderRecordRulesMutation,
} from '../../../services/records';
import { DeleteButton } from '../components/DeleteButton';
import { SettingsTable } from '../components/SettingsTable';
import { QueryState } from '../components/QueryState';
import { EmptyList, SettingsList } from '../components/SettingsList';
import { NEW, RECORD_LINKS_PATH } from '../settings-paths';
import { useText } from '../texts';
import { movedIds } from './rule-values';

export const RuleList = () => {
  const t = useText();
  const query = useGetRecordRulesQuery(undefined, { refetchOnMountOrArgChange: true });
  const create = { to: `${RECORD_LINKS_PATH}/${NEW}`, label: t('settings.records.create') };
  return (
    <SettingsList
      title={t('settings.records.title')}
      subtitle={t('settings.records.subtitle')}
      create={create}
    >
      <QueryState query={query}>
        {(rules) =>
          rules.length === 0 ? (
            <EmptyList text={t('settings.records.empty')} create={create} />
          ) : (
            <RuleTable rules={rules} />
          )
        }
      </QueryState>
    </SettingsList>
  );
};

const RuleTable = ({ rules }: { readonly rules: readonly RecordRuleDetail[] }) => {
  const t = useText();
  const report = useReport();
  const { notifyStatus } = useNotifyAT();
  const [order, { isLoading }] = useOrderRecordRulesMutation();
  const ids = rules.map(({ id }) => id);
  const move = async ({ id, typeName }: RecordRuleDetail, by: -1 | 1) => {
    const next = movedIds(ids, id, by);
    const result = await order(next);
    if ('error' in result) return report.failure(result.error);
    const place = { name: typeName, position: next.indexOf(id) + 1, total: next.length };
    notifyStatus(t('settings.teams.member-moved', place));
  };
  return (
    <SettingsTable
      columns={[t('settings.records.type'), t('settings.records.addresses'), t('settings.records.patterns')]}
      hasActions
    >
      {rules.map((rule, position) => (
        <RuleRow
          key={rule.id}
          rule={rule}
          isFirst={position === 0 || isLoading}
          isLast={position === rules.length - 1 || isLoading}
          onMove={(by) => void move(rule, by)}
        />
      ))}
    </SettingsTable>
  );
};

interface RuleRowProps extends Omit<ComponentProps<typeof Tr>, 'children'> {
  readonly rule: RecordRuleDetail;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
}

/** The table gives its rows their place in the grid, without which the keyboard would not find their cells. */
const RuleRow = ({ rule, isFirst, isLast, onMove, ...place }: RuleRowProps) => {
  const t = useText();
  const navigate = useNavigate();
  const [deleteRule] = useDeleteRecordRuleMutation();
  const path = `${RECORD_LINKS_PATH}/${rule.id}`;
  const name = rule.typeName;
  return (
    <Tr {...place}>
      <Td>
        <Flex gap={2} alignItems="center">
          <Link tag={NavLink} to={path}>
            {name}
          </Link>
          {!rule.active && <Badge>{t('settings.records.inactive')}</Badge>}
          {rule.faults.length > 0 && <Badge active>{t('settings.records.faulty')}</Badge>}
        </Flex>
      </Td>
      <Td>
        <Typography tag="p" textColor="neutral800" ellipsis maxWidth="36rem">
          {rule.addressFields.join(', ')}
        </Typography>
      </Td>
      <Td>
        <Typography tag="p" textColor="neutral800" ellipsis maxWidth="24rem">
          {rule.patterns.map(({ pattern }) => pattern).join(', ')}
        </Typography>
      </Td>
      <Td>
        <Flex justifyContent="flex-end" gap={1}>
          <MoveButtons
            labels={{
              up: t('settings.teams.move-up', { name }),
              down: t('settings.teams.move-down', { name }),
            }}
            isFirst={isFirst}
            isLast={isLast}
            onMove={(direction) => onMove(direction === 'up' ? -1 : 1)}
          />
          <IconButton label={t('settings.edit', { name })} variant="ghost" onClick={() => navigate(path)}>
            <Pencil />
          </IconButton>
          <DeleteButton
            label={t('settings.delete', { name })}
            question={t('settings.records.delete-question', { name })}
            remove={() => deleteRule(rule.id)}
          />
        </Flex>
      </Td>
    </Tr>
  );
};
