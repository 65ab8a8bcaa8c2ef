/** The fields of one server: where it is, how the connection is secured, and who signs in. */
import { FieldCell, FieldRow } from '../components/FormSection';
import { Notice } from '../components/Notice';
import { SecretField, SelectField, TextField } from '../components/fields';
import { useText } from '../texts';
import { sharesSecret } from './account-input';
import { type StoredServers, withImap } from './account-values';
import {
  defaultPort,
  keepsStoredSecret,
  needsTypedSecret,
  type Protocol,
  type ServerValues,
  withSecurity,
} from './server-values';
import { useAccountForm } from './useAccountForm';

const SECURITIES = ['tls', 'starttls', 'none'] as const;

interface ServerFieldsProps {
  readonly protocol: Protocol;
  readonly stored: StoredServers;
  readonly isNew: boolean;
}

export const ServerFields = ({ protocol, stored, isNew }: ServerFieldsProps) => {
  const t = useText();
  const { values, setValues } = useAccountForm();
  const server = values[protocol];
  const change = (next: ServerValues) =>
    setValues(protocol === 'imap' && isNew ? withImap(values, next) : { ...values, [protocol]: next });

  const typesSecret = values.authentication === 'password' && (protocol === 'imap' || !sharesSecret(values));
  const needsUser = protocol === 'imap' || values.authentication === 'oauth2';
  return (
    <FieldRow>
      <FieldCell col={6}>
        <TextField
          name={`${protocol}.host`}
          label={t('settings.server.host')}
          placeholder={`${protocol}.example.com`}
          required
        />
      </FieldCell>
      <FieldCell col={3}>
        <SelectField
          name={`${protocol}.security`}
          label={t('settings.server.security')}
          choices={SECURITIES.map((value) => ({ value, label: t(`settings.security.${value}`) }))}
          onValue={(value) => {
            const security = SECURITIES.find((one) => one === value);
            if (security !== undefined) change(withSecurity(protocol, server, security));
          }}
        />
      </FieldCell>
      <FieldCell col={3}>
        <TextField
          name={`${protocol}.port`}
          label={t('settings.server.port')}
          placeholder={String(defaultPort(protocol, server.security))}
          inputMode="numeric"
          required
        />
      </FieldCell>
      {server.security === 'none' && (
        <FieldCell col={12}>
          <Notice tone="warning" role="status" title={t('settings.security.none-title')}>
            {t('settings.security.none-warning')}
          </Notice>
        </FieldCell>
      )}
      <FieldCell col={6}>
        <TextField
          name={`${protocol}.user`}
          label={t('settings.server.user')}
          hint={needsUser ? undefined : t('settings.server.user-hint')}
          required={needsUser}
          onValue={(user) => change({ ...server, user })}
        />
      </FieldCell>
      {typesSecret && (
        <FieldCell col={6}>
          <PasswordField protocol={protocol} stored={stored} />
        </FieldCell>
      )}
    </FieldRow>
  );
};

/** A stored password is kept while the field is empty, unless it belongs to other settings than these. */
const PasswordField = ({ protocol, stored }: Pick<ServerFieldsProps, 'protocol' | 'stored'>) => {
  const t = useText();
  const { values } = useAccountForm();
  const settings = stored[protocol];
  const keeps = keepsStoredSecret(settings, values[protocol]);
  const outdated = settings !== null && settings.secretSet && !keeps;
  return (
    <SecretField
      name={`${protocol}.secret`}
      label={t('settings.server.password')}
      placeholder={keeps ? t('settings.secret.stored') : undefined}
      hint={keeps ? t('settings.secret.keep') : outdated ? t('settings.secret.again') : undefined}
      required={needsTypedSecret(settings, values[protocol])}
    />
  );
};
