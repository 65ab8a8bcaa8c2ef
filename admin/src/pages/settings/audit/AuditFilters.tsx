/** What of the audit trail is shown: of which kind of thing, by whom, and when. */
import { Box, DatePicker, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { AUDIT_SUBJECTS } from '../../../../../server/src/domain/audit';
import type { AuditActorView, AuditSubject } from '../../../../../server/src/api/contracts';
import { useGetAuditActorsQuery } from '../../../services/administration';
import { useText } from '../texts';
import { actorName } from './actor-name';
import type { AuditChoice } from './audit-filter';

interface AuditFiltersProps {
  readonly choice: AuditChoice;
  readonly onChange: (choice: AuditChoice) => void;
}

/** In place of no choice: the select takes an empty value for nothing chosen yet. */
const ALL = '*';

export const AuditFilters = ({ choice, onChange }: AuditFiltersProps) => {
  const t = useText();
  const { data: actors = [] } = useGetAuditActorsQuery(undefined, { refetchOnMountOrArgChange: true });
  return (
    <Flex role="search" aria-label={t('audit.filter')} gap={4} wrap="wrap" alignItems="flex-end">
      <Choice label={t('audit.subject')}>
        <SingleSelect
          value={choice.subject ?? ALL}
          onChange={(value) =>
            onChange({ ...choice, subject: value === ALL ? null : (value as AuditSubject) })
          }
        >
          <SingleSelectOption value={ALL}>{t('audit.all-subjects')}</SingleSelectOption>
          {AUDIT_SUBJECTS.map((subject) => (
            <SingleSelectOption key={subject} value={subject}>
              {t(`audit.subject.${subject}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Choice>
      <Choice label={t('audit.actor')}>
        <SingleSelect
          value={choice.actor ?? ALL}
          onChange={(value) => onChange({ ...choice, actor: value === ALL ? null : String(value) })}
        >
          <SingleSelectOption value={ALL}>{t('audit.all-actors')}</SingleSelectOption>
          {actors.map((actor: AuditActorView) => (
            <SingleSelectOption key={actor.key} value={actor.key}>
              {actorName(t, actor)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Choice>
      <Day label={t('audit.from')} value={choice.from} onChange={(from) => onChange({ ...choice, from })} />
      <Day label={t('audit.to')} value={choice.to} onChange={(to) => onChange({ ...choice, to })} />
    </Flex>
  );
};

const Choice = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Box minWidth="20rem">
    <Field.Root>
      <Field.Label>{label}</Field.Label>
      {children}
    </Field.Root>
  </Box>
);

interface DayProps {
  readonly label: string;
  readonly value: Date | null;
  readonly onChange: (day: Date | null) => void;
}

const Day = ({ label, value, onChange }: DayProps) => {
  const t = useText();
  return (
    <Choice label={label}>
      <DatePicker
        value={value ?? undefined}
        onChange={(day) => onChange(day ?? null)}
        onClear={() => onChange(null)}
        clearLabel={t('audit.clear')}
      />
    </Choice>
  );
};
