/** A template as its form holds it. Pure: no React, no requests. */
import type {
  TemplateDetail,
  TemplateFileView,
  TemplateInput,
  TemplateKind,
  TemplateVersion,
} from '../../../../../server/src/api/contracts';
import type { FieldError } from '../form-errors';

export interface TemplateValues {
  readonly name: string;
  readonly kind: TemplateKind;
  /** documentIds */
  readonly teams: readonly string[];
  readonly versions: readonly TemplateVersion[];
  /** stored ones, and those that are stored with it */
  readonly files: readonly (TemplateFileView | File)[];
}

const isNew = (file: TemplateFileView | File): file is File => file instanceof File;

export const addedFiles = ({ kind, files }: TemplateValues): readonly File[] =>
  kind === 'reply' ? files.filter(isNew) : [];

const keptFiles = ({ kind, files }: TemplateValues): readonly string[] =>
  kind === 'reply' ? files.flatMap((file) => (isNew(file) ? [] : [file.id])) : [];

export const newVersion = (language: string): TemplateVersion => ({ language, subject: '', html: '' });

/** @param language of the panel: most write it first */
export const newTemplateValues = (language: string): TemplateValues => ({
  name: '',
  kind: 'reply',
  teams: [],
  versions: [newVersion(language)],
  files: [],
});

export const templateValues = ({ name, kind, teams, versions, files }: TemplateDetail): TemplateValues => ({
  name,
  kind,
  teams: teams.map(({ id }) => id),
  versions,
  files,
});

/** The subject of an automatic answer is that of the mail, and files go with saved replies alone. */
export const toTemplateInput = (values: TemplateValues): TemplateInput => ({
  ...values,
  name: values.name.trim(),
  versions: values.versions.map(({ language, subject, html }) => ({
    language: language.trim(),
    subject: values.kind === 'reply' ? subject.trim() : '',
    html,
  })),
  files: keptFiles(values),
});

export const TEMPLATE_FIELDS = ({ versions }: TemplateValues): readonly string[] => [
  ...['name', 'kind', 'teams'],
  ...versions.flatMap((_version, position) =>
    ['language', 'subject', 'html'].map((field) => `versions.${position}.${field}`),
  ),
];

const LANGUAGE = /^[a-z]{2,8}([-_][a-z0-9]{1,8}){0,4}$/i;

const saysNothing = (html: string): boolean =>
  !/<img\b/i.test(html) && html.replace(/<[^<>]*>|&nbsp;|\s/g, '') === '';

export function templateErrors({ name, versions }: TemplateValues): readonly FieldError[] {
  const languages = versions.map(({ language }) => language.trim().toLowerCase());
  return [
    ...(name.trim() === '' ? [{ path: 'name', id: 'settings.error.required' } as const] : []),
    ...versions.flatMap(({ html }, position): readonly FieldError[] => {
      const language = languages[position] ?? '';
      const path = `versions.${position}`;
      return [
        ...(LANGUAGE.test(language)
          ? []
          : [{ path: `${path}.language`, id: 'templates.language-invalid' } as const]),
        ...(language !== '' && languages.indexOf(language) < position
          ? [{ path: `${path}.language`, id: 'templates.language-twice' } as const]
          : []),
        ...(saysNothing(html) ? [{ path: `${path}.html`, id: 'templates.html-required' } as const] : []),
      ];
    }),
  ];
}
