/** What the panel asks and tells the server about webhooks: their settings, secrets, tests and logs. */
import type {
  Page,
  Single,
  WebhookDeliveryState,
  WebhookDeliveryView,
  WebhookDetail,
  WebhookInput,
  WebhookWithSecret,
} from '../../../server/src/api/contracts';
import { mailroomApi } from './api';
import { fetchWindow } from './fetchWindow';

const dataOf = <Data>(response: Single<Data>): Data => response.data;
const urlOf = (id: string): string => `/mailroom/webhooks/${encodeURIComponent(id)}`;

/** Which deliveries of a webhook, and how many of them. */
export interface DeliveryLogArgument {
  readonly webhook: string;
  /** null: of every state */
  readonly state: WebhookDeliveryState | null;
  readonly size: number;
}

/** What saving answers: a new one comes with its secret, for the only time. */
export type SavedWebhook = WebhookDetail & Partial<Pick<WebhookWithSecret, 'secret'>>;

const webhooksApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetWebhooks: build.query<readonly WebhookDetail[], void>({
      query: () => '/mailroom/webhooks',
      transformResponse: dataOf<readonly WebhookDetail[]>,
      providesTags: ['MailroomWebhooks'],
    }),
    mailroomGetWebhook: build.query<WebhookDetail, string>({
      query: urlOf,
      transformResponse: dataOf<WebhookDetail>,
      providesTags: ['MailroomWebhooks'],
    }),
    mailroomSaveWebhook: build.mutation<
      SavedWebhook,
      { readonly id: string | null; readonly input: WebhookInput }
    >({
      query: ({ id, input }) =>
        id === null
          ? { url: '/mailroom/webhooks', method: 'POST', data: input }
          : { url: urlOf(id), method: 'PUT', data: input },
      transformResponse: dataOf<SavedWebhook>,
      invalidatesTags: ['MailroomWebhooks', 'MailroomDeliveries'],
    }),
    mailroomDeleteWebhook: build.mutation<void, string>({
      query: (id) => ({ url: urlOf(id), method: 'DELETE' }),
      invalidatesTags: ['MailroomWebhooks'],
    }),
    mailroomRenewWebhookSecret: build.mutation<WebhookWithSecret, string>({
      query: (id) => ({ url: `${urlOf(id)}/secret`, method: 'POST', data: {} }),
      transformResponse: dataOf<WebhookWithSecret>,
      invalidatesTags: ['MailroomWebhooks', 'MailroomDeliveries'],
    }),
    /** answers when the receiver has, or has not */
    mailroomTestWebhook: build.mutation<WebhookDeliveryView, string>({
      query: (id) => ({ url: `${urlOf(id)}/test`, method: 'POST', data: {} }),
      transformResponse: dataOf<WebhookDeliveryView>,
      invalidatesTags: ['MailroomWebhooks', 'MailroomDeliveries'],
    }),
    mailroomGetWebhookDeliveries: build.query<Page<WebhookDeliveryView>, DeliveryLogArgument>({
      queryFn: ({ webhook, state, size }, _api, _options, request) =>
        fetchWindow<WebhookDeliveryView, Awaited<ReturnType<typeof request>>['error']>(size, (page) =>
          request({
            url: `${urlOf(webhook)}/deliveries`,
            config: { params: { ...page, ...(state === null ? {} : { state }) } },
          }),
        ),
      // One cache entry a choice: asking for more rows keeps those that are shown.
      serializeQueryArgs: ({ endpointName, queryArgs: { webhook, state } }) =>
        `${endpointName}/${webhook}/${state}`,
      forceRefetch: ({ currentArg, previousArg }) => currentArg?.size !== previousArg?.size,
      providesTags: ['MailroomDeliveries'],
    }),
    mailroomRetryWebhookDelivery: build.mutation<
      WebhookDeliveryView,
      { readonly webhook: string; readonly delivery: string }
    >({
      query: ({ webhook, delivery }) => ({
        url: `${urlOf(webhook)}/deliveries/${encodeURIComponent(delivery)}/retry`,
        method: 'POST',
        data: {},
      }),
      transformResponse: dataOf<WebhookDeliveryView>,
      invalidatesTags: ['MailroomWebhooks', 'MailroomDeliveries'],
    }),
  }),
});

export const {
  useMailroomGetWebhooksQuery: useGetWebhooksQuery,
  useMailroomGetWebhookQuery: useGetWebhookQuery,
  useMailroomSaveWebhookMutation: useSaveWebhookMutation,
  useMailroomDeleteWebhookMutation: useDeleteWebhookMutation,
  useMailroomRenewWebhookSecretMutation: useRenewWebhookSecretMutation,
  useMailroomTestWebhookMutation: useTestWebhookMutation,
  useMailroomGetWebhookDeliveriesQuery: useGetWebhookDeliveriesQuery,
  useMailroomRetryWebhookDeliveryMutation: useRetryWebhookDeliveryMutation,
} = webhooksApi;
