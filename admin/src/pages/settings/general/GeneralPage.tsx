/** Settings -> Mailroom -> General: which servers Mailroom may connect to. */
import type { ConnectionSettingsView } from '../../../../../server/src/api/contracts';
import { PERMISSIONS } from '../../../permissions';
import {
  useGetConnectionSettingsQuery,
  useSaveConnectionSettingsMutation,
} from '../../../services/administration';
import { FieldCell, FieldRow, FormSection } from '../components/FormSection';
import { Notice } from '../components/Notice';
import { PageState } from '../components/PageState';
import { ProtectedPage } from '../components/ProtectedPage';
import { QueryState } from '../components/QueryState';
import { SettingsForm } from '../components/SettingsForm';
import { TextareaField } from '../components/fields';
import { useText } from '../texts';
import {
  connectionValues,
  FIELD_NAMES,
  toConnectionSettings,
  validateConnections,
  type ConnectionValues,
} from './connection-values';

const General = () => {
  const t = useText();
  const query = useGetConnectionSettingsQuery();
  if (query.data === undefined)
    return (
      <PageState title={t('settings.general.title')}>
        <QueryState query={query}>{() => null}</QueryState>
      </PageState>
    );
  // What was saved is what the next change is compared with.
  return <Connections key={JSON.stringify(query.data)} settings={query.data} />;
};

const Connections = ({ settings }: { readonly settings: ConnectionSettingsView }) => {
  const t = useText();
  const [save] = useSaveConnectionSettingsMutation();
  const { configured, editable } = settings;
  return (
    <SettingsForm<ConnectionValues>
      title={t('settings.general.title')}
      subtitle={t('settings.general.subtitle')}
      isNew={false}
      initialValues={connectionValues(settings)}
      fieldNames={() => FIELD_NAMES}
      validate={validateConnections}
      save={(values) => save(toConnectionSettings(values))}
    >
      <FormSection title={t('settings.general.servers')} description={t('settings.general.servers-hint')}>
        {!editable && <Notice tone="info" title={t('settings.general.locked')} />}
        <Configured configured={configured} />
        {editable && <ConnectionFields />}
      </FormSection>
    </SettingsForm>
  );
};

const ConnectionFields = () => {
  const t = useText();
  return (
    <FieldRow>
      <FieldCell col={6}>
        <TextareaField
          name="privateNetworks"
          label={t('settings.general.private')}
          hint={t('settings.general.private-hint')}
          code
        />
      </FieldCell>
      <FieldCell col={6}>
        <TextareaField
          name="hosts"
          label={t('settings.general.hosts')}
          hint={t('settings.general.hosts-hint')}
          code
        />
      </FieldCell>
      <FieldCell col={6}>
        <TextareaField
          name="ports"
          label={t('settings.general.ports')}
          hint={t('settings.general.ports-hint')}
          code
        />
      </FieldCell>
    </FieldRow>
  );
};

/** What the operator allows already, so that nobody enters it again or looks for it in vain. */
const Configured = ({ configured }: Pick<ConnectionSettingsView, 'configured'>) => {
  const t = useText();
  const lines = [
    [t('settings.general.private'), configured.privateNetworks.join(', ')],
    [t('settings.general.hosts'), configured.hosts.join(', ')],
    [
      t('settings.general.ports'),
      configured.ports === 'any' ? t('settings.general.any-port') : configured.ports.join(', '),
    ],
  ].filter(([, value]) => value !== '');
  if (lines.length === 0) return null;
  return (
    <Notice tone="info" title={t('settings.general.configured')}>
      {lines.map(([name, value]) => `${name}: ${value}`).join(' · ')}
    </Notice>
  );
};

const GeneralPage = () => (
  <ProtectedPage permissions={PERMISSIONS.settings}>
    <General />
  </ProtectedPage>
);

export default GeneralPage;
