/**
 * Leads from an address to a working account, step by step. Nothing is stored before the end, but for what signing in at a
 * provider needs. A stored account is changed on its own page.
 */
import { Box, Flex, Link } from '@strapi/design-system';
import { ArrowLeft, Pencil } from '@strapi/icons';
import { Form, type FormErrors, type FormHelpers, Layouts, Page, useForm } from '@strapi/strapi/admin';
import { useEffect, useReducer, useRef, useState } from 'react';
import { NavLink, useNavigate } from 'react-router-dom';
import { PageMain } from '../../../../components/widths';
import { useReport } from '../../../../hooks/useReport';
import { useGetMeQuery } from '../../../../services/cases';
import { type AccountRef, useGetAccountQuery, useSaveAccountMutation } from '../../../../services/settings';
import { toErrorTree, validationFailure } from '../../form-errors';
import { sortServerErrors } from '../../server-errors';
import { ACCOUNT_PATHS, CONNECTED, NEW_BY_FORM } from '../../settings-paths';
import { useText } from '../../texts';
import { accountFieldNames } from '../account-fields';
import { toAccountInput } from '../account-input';
import type { AccountKind } from '../account-kinds';
import { type AccountValues, newAccountValues, NO_STORED_SERVERS, withAddress } from '../account-values';
import { LeaveDialog } from './LeaveDialog';
import { useLookUp } from './useLookUp';
import { NEW_WIZARD, stepAfter, stepErrors, stepOfField, wizardReducer } from './wizard';
import type { WizardProps } from './wizard-props';
import { WizardSteps } from './WizardSteps';

export const AccountWizard = ({ kind }: { readonly kind: AccountKind }) => {
  const { data: me, isLoading } = useGetMeQuery(undefined, { skip: kind !== 'own' });
  // Somebody's own mailbox has most likely the address that they are known by.
  if (isLoading) return <Page.Loading />;
  return <Wizard kind={kind} address={me?.agent.email ?? ''} />;
};

interface StartProps {
  readonly kind: AccountKind;
  readonly address: string;
}

const Wizard = ({ kind, address }: StartProps) => {
  const t = useText();
  const [state, dispatch] = useReducer(wizardReducer, NEW_WIZARD);
  const [initialValues] = useState(() => withAddress(newAccountValues(), address));
  const [storedId, setStoredId] = useState<string | null>(null);
  const { data: account = null } = useGetAccountQuery(
    { kind, id: storedId ?? '' },
    { skip: storedId === null },
  );
  const saved = useRef(false);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const lookUp = useLookUp(state, dispatch);
  const finish = useFinish(kind, storedId, dispatch, setRefusals);
  const stored = account ?? NO_STORED_SERVERS;
  const signedIn = account !== null && account.authorizedAt !== null;
  const props: WizardProps = { kind, state, dispatch, account, stored, onStored: setStoredId };

  const submit = async (values: AccountValues, helpers: FormHelpers<AccountValues>) => {
    if (state.step === 'address') return helpers.setValues(await lookUp(values));
    if (state.step !== 'about') return dispatch({ type: 'go', to: stepAfter(state.step, values) });
    saved.current = true;
    saved.current = await finish(values, helpers);
  };

  return (
    <PageMain>
      <Page.Title>{t(`settings.${kind}-accounts.create`)}</Page.Title>
      <Form<AccountValues>
        method="POST"
        initialValues={initialValues}
        validate={async (values) => {
          setRefusals([]);
          const errors = stepErrors(state.step, kind, values, stored, signedIn);
          if (errors.length > 0) throw validationFailure(errors, t);
          return values;
        }}
        onSubmit={submit}
      >
        <Header kind={kind} />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={5} paddingBottom={10}>
            <WizardSteps {...props} refusals={refusals} />
          </Flex>
        </Layouts.Content>
        <Leaving saved={saved} stored={storedId === null ? null : { kind, id: storedId }} />
      </Form>
    </PageMain>
  );
};

const Header = ({ kind }: { readonly kind: AccountKind }) => {
  const t = useText();
  return (
    <Layouts.Header
      title={t(`settings.${kind}-accounts.create`)}
      subtitle={t('wizard.subtitle')}
      navigationAction={
        <Box display={{ initial: 'none', medium: 'block' }}>
          <Link tag={NavLink} startIcon={<ArrowLeft />} to={ACCOUNT_PATHS[kind]}>
            {t(`settings.${kind}-accounts.title`)}
          </Link>
        </Box>
      }
      secondaryAction={
        <Link tag={NavLink} startIcon={<Pencil />} to={`${ACCOUNT_PATHS[kind]}/${NEW_BY_FORM}`}>
          {t('wizard.by-form')}
        </Link>
      }
    />
  );
};

interface LeavingProps {
  readonly saved: React.RefObject<boolean>;
  readonly stored: AccountRef | null;
}

const Leaving = ({ saved, stored }: LeavingProps) => {
  const modified = useForm('Leaving', (form) => form.modified);
  const isUnfinished = () => saved.current !== true && (modified || stored !== null);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (modified && saved.current !== true) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [modified, saved]);
  return <LeaveDialog isUnfinished={isUnfinished} stored={stored} />;
};

/** Saves the account and goes to see how it fares; false: it was refused, and the step that can mend it is shown. */
function useFinish(
  kind: AccountKind,
  storedId: string | null,
  dispatch: WizardProps['dispatch'],
  setRefusals: (refusals: readonly string[]) => void,
) {
  const navigate = useNavigate();
  const report = useReport();
  const [saveAccount] = useSaveAccountMutation();
  return async (values: AccountValues, { setErrors }: FormHelpers<AccountValues>): Promise<boolean> => {
    const result = await saveAccount({ kind, id: storedId, input: toAccountInput(kind, values) });
    if (!('error' in result)) {
      navigate(`${ACCOUNT_PATHS[kind]}/${result.data.id}/${CONNECTED}`);
      return true;
    }
    const { fields, form, unexpected } = sortServerErrors(result.error, accountFieldNames(kind, values));
    setErrors(toErrorTree(fields) as FormErrors<AccountValues>);
    setRefusals(form);
    if (unexpected) report.failure(result.error);
    const [first] = Object.keys(fields);
    if (first !== undefined) dispatch({ type: 'go', to: stepOfField(first), correcting: first });
    return false;
  };
}
