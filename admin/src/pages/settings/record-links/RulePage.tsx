/** One rule, new or stored: how mail is linked to the records of one content type. */
import { useParams } from 'react-router-dom';
import type { RecordRuleDetail, RecordType } from '../../../../../server/src/api/contracts';
import {
  useGetRecordRulesQuery,
  useGetRecordTypesQuery,
  useSaveRecordRuleMutation,
} from '../../../services/records';
import { Notice } from '../components/Notice';
import { PageState } from '../components/PageState';
import { QueryState } from '../components/QueryState';
import { SettingsForm } from '../components/SettingsForm';
import { EmptyList } from '../components/SettingsList';
import { RECORD_LINKS_PATH } from '../settings-paths';
import { useText } from '../texts';
import { RuleForm } from './RuleForm';
import {
  FIELD_NAMES,
  freeTypes,
  newRuleValues,
  ruleValues,
  toRuleInput,
  validateRule,
  type RuleValues,
} from './rule-values';

export const RulePage = () => {
  const t = useText();
  const { id } = useParams();
  const rules = useGetRecordRulesQuery();
  const types = useGetRecordTypesQuery();
  if (rules.data === undefined || types.data === undefined)
    return (
      <PageState title={t('settings.records.title')}>
        <QueryState query={rules}>{() => <QueryState query={types}>{() => null}</QueryState>}</QueryState>
      </PageState>
    );
  const rule = rules.data.find((candidate) => candidate.id === id) ?? null;
  if (id !== undefined && rule === null)
    return (
      <PageState title={t('settings.records.title')}>
        <EmptyList text={t('settings.not-found')} />
      </PageState>
    );
  return <Rule key={id} rule={rule} types={freeTypes(types.data, rules.data, rule)} />;
};

interface RuleProps {
  readonly rule: RecordRuleDetail | null;
  readonly types: readonly RecordType[];
}

const Rule = ({ rule, types }: RuleProps) => {
  const t = useText();
  const [saveRule] = useSaveRecordRuleMutation();
  const type = types.find(({ contentType }) => contentType === rule?.contentType) ?? null;
  return (
    <SettingsForm<RuleValues>
      title={rule === null ? t('settings.records.create') : rule.typeName}
      listPath={RECORD_LINKS_PATH}
      listTitle={t('settings.records.title')}
      isNew={rule === null}
      initialValues={rule === null ? newRuleValues() : ruleValues(rule, type)}
      fieldNames={() => FIELD_NAMES}
      validate={validateRule}
      save={(values) => saveRule({ id: rule?.id ?? null, input: toRuleInput(values) })}
    >
      {rule !== null && rule.faults.length > 0 && (
        <Notice tone="warning" title={t('settings.records.faults')}>
          {rule.faults.join(' ')}
        </Notice>
      )}
      <RuleForm types={types} isNew={rule === null} />
    </SettingsForm>
  );
};
