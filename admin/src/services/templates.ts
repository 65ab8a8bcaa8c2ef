/** The requests of the pages of templates. What agents do with saved replies is asked in compose.ts. */
import { mailroomApi } from './api';
import type {
  PlaceholderChoice,
  Single,
  TemplateDetail,
  TemplateInput,
  TemplatePreview,
  TemplatePreviewInput,
} from '../../../server/src/api/contracts';

interface TemplateArgument {
  /** null: a new one */
  readonly id: string | null;
  readonly input: TemplateInput;
  /** that it gets besides */
  readonly added: readonly File[];
}

const templateForm = ({ input, added }: TemplateArgument): FormData => {
  const form = new FormData();
  form.append('data', JSON.stringify(input));
  for (const file of added) form.append('files', file, file.name);
  return form;
};

/** Where a file of a template is downloaded. */
export const templateFileUrl = (id: string, file: string): string =>
  `/mailroom/templates/${encodeURIComponent(id)}/files/${encodeURIComponent(file)}`;

const dataOf = <Data>(response: Single<Data>): Data => response.data;

const templatesApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetTemplates: build.query<readonly TemplateDetail[], void>({
      query: () => '/mailroom/templates',
      transformResponse: dataOf<readonly TemplateDetail[]>,
      providesTags: ['MailroomTemplates'],
    }),
    mailroomGetTemplate: build.query<TemplateDetail, string>({
      query: (id) => `/mailroom/templates/${id}`,
      transformResponse: dataOf<TemplateDetail>,
      providesTags: ['MailroomTemplates'],
      // A form that opened on a copy from before would overwrite what others have saved since.
      keepUnusedDataFor: 0,
    }),
    mailroomSaveTemplate: build.mutation<TemplateDetail, TemplateArgument>({
      query: (argument) => ({
        url: argument.id === null ? '/mailroom/templates' : `/mailroom/templates/${argument.id}`,
        method: argument.id === null ? 'POST' : 'PUT',
        data: templateForm(argument),
      }),
      transformResponse: dataOf<TemplateDetail>,
      invalidatesTags: ['MailroomTemplates', 'MailroomGroupAccount'],
    }),
    mailroomDeleteTemplate: build.mutation<void, string>({
      query: (id) => ({ url: `/mailroom/templates/${id}`, method: 'DELETE' }),
      invalidatesTags: ['MailroomTemplates'],
    }),
    mailroomGetPlaceholders: build.query<readonly PlaceholderChoice[], void>({
      query: () => '/mailroom/placeholders',
      transformResponse: dataOf<readonly PlaceholderChoice[]>,
    }),
    mailroomPreviewTemplate: build.query<TemplatePreview, TemplatePreviewInput>({
      query: (data) => ({ url: '/mailroom/templates/preview', method: 'POST', data }),
      transformResponse: dataOf<TemplatePreview>,
      keepUnusedDataFor: 10,
    }),
  }),
});

export const {
  useMailroomGetTemplatesQuery: useGetTemplatesQuery,
  useMailroomGetTemplateQuery: useGetTemplateQuery,
  useMailroomSaveTemplateMutation: useSaveTemplateMutation,
  useMailroomDeleteTemplateMutation: useDeleteTemplateMutation,
  useMailroomGetPlaceholdersQuery: useGetPlaceholdersQuery,
  useMailroomPreviewTemplateQuery: usePreviewTemplateQuery,
} = templatesApi;
