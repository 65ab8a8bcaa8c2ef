/**
 * The page of one thing that is made or changed: header with "Save", the form, what the server refused, and a
 * warning before unsaved changes are left. What is in the form is its user's.
 */
import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { ArrowLeft, Check } from '@strapi/icons';
import { Blocker, Form, type FormErrors, type FormHelpers, Layouts, Page } from '@strapi/strapi/admin';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { NavLink, useNavigate } from 'react-router-dom';
import { PageMain } from '../../../components/widths';
import { useReport } from '../../../hooks/useReport';
import { type FieldError, toErrorTree, validationFailure } from '../form-errors';
import type { RequestResult } from '../request-result';
import { sortServerErrors } from '../server-errors';
import { useText } from '../texts';
import { Notice } from './Notice';

interface SettingsFormProps<Values extends object, Saved> {
  readonly title: string;
  readonly subtitle?: string;
  /** where one comes from and goes to after saving; absent for a page that stands alone, which stays */
  readonly listPath?: string;
  readonly listTitle?: string;
  readonly isNew: boolean;
  readonly initialValues: Values;
  /** the fields that can show an error of the server's */
  readonly fieldNames: (values: Values) => readonly string[];
  readonly validate: (values: Values) => readonly FieldError[];
  /** asked before saving; false: it is not saved, and the form stays */
  readonly confirm?: (values: Values) => Promise<boolean>;
  readonly save: (values: Values) => Promise<RequestResult<Saved>>;
  /** where one goes instead of to the list; null: to the list */
  readonly pathAfterSave?: (saved: Saved) => string | null;
  readonly children: ReactNode;
}

export function SettingsForm<Values extends object, Saved = unknown>(
  props: SettingsFormProps<Values, Saved>,
) {
  const t = useText();
  const navigate = useNavigate();
  const report = useReport();
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  // A list that is loaded again in the background must not overwrite what is being typed.
  const [initialValues] = useState(props.initialValues);

  const submit = async (values: Values, { setErrors }: FormHelpers<Values>) => {
    setRefusals([]);
    if (props.confirm !== undefined && !(await props.confirm(values))) return;
    const result = await props.save(values);
    if (!('error' in result)) {
      report.success(t('settings.saved'));
      const path = props.pathAfterSave?.(result.data) ?? props.listPath;
      if (path !== undefined) navigate(path);
      return;
    }
    const { fields, form, unexpected } = sortServerErrors(result.error, props.fieldNames(values));
    setErrors(toErrorTree(fields) as FormErrors<Values>);
    setRefusals(form);
    if (unexpected) report.failure(result.error);
  };

  return (
    <PageMain>
      <Page.Title>{props.title}</Page.Title>
      <Form<Values>
        method={props.isNew ? 'POST' : 'PUT'}
        initialValues={initialValues}
        validate={async (values) => {
          setRefusals([]);
          const errors = props.validate(values);
          if (errors.length > 0) throw validationFailure(errors, t);
          return values;
        }}
        onSubmit={submit}
      >
        {({ isSubmitting, modified }) => (
          <>
            <Layouts.Header
              title={props.title}
              subtitle={props.subtitle}
              navigationAction={
                props.listPath === undefined ? undefined : (
                  // On a narrow screen the panel has a way back of its own.
                  <Box display={{ initial: 'none', medium: 'block' }}>
                    <Link tag={NavLink} startIcon={<ArrowLeft />} to={props.listPath}>
                      {props.listTitle}
                    </Link>
                  </Box>
                )
              }
              primaryAction={
                <Button
                  type="submit"
                  startIcon={<Check />}
                  loading={isSubmitting}
                  disabled={!modified && !props.isNew}
                >
                  {t('settings.save')}
                </Button>
              }
            />
            <Layouts.Content>
              <Flex direction="column" alignItems="stretch" gap={5} paddingBottom={10}>
                {refusals.length > 0 && <Refusals refusals={refusals} />}
                {props.children}
              </Flex>
            </Layouts.Content>
            <Blocker />
          </>
        )}
      </Form>
    </PageMain>
  );
}

/** What the server refused and no field can show. It comes into view, as "Save" can be pressed far below it. */
export const Refusals = ({ refusals }: { readonly refusals: readonly string[] }) => {
  const t = useText();
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    notice.current?.scrollIntoView({ block: 'center' });
  }, [refusals]);
  return (
    <div ref={notice}>
      <Notice tone="danger" role="alert" title={t('settings.not-saved')}>
        {refusals.map((refusal) => (
          <Typography key={refusal} tag="p" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            {refusal}
          </Typography>
        ))}
      </Notice>
    </div>
  );
};
