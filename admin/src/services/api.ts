/**
 * The base of all of Mailroom's requests: the panel's own RTK Query api with our cache tags. Endpoints are
 * injected by the modules next to this one. The api is shared with the panel and every plugin, and of two endpoints
 * with one name the first wins silently: names of endpoints and tags therefore begin with ours.
 */
import { adminApi } from '@strapi/strapi/admin';

export const TAG_TYPES = [
  'MailroomMe',
  'MailroomAgents',
  'MailroomAvailability',
  'MailroomCounters',
  'MailroomCaseList',
  'MailroomCase',
  'MailroomTimeline',
  'MailroomEmailList',
  'MailroomEmail',
  'MailroomEmailLinks',
  'MailroomInboxList',
  'MailroomInboxCounters',
  'MailroomFolders',
  'MailroomFollow',
  'MailroomNotifications',
  'MailroomPreferences',
  'MailroomTeam',
  'MailroomGroupAccount',
  'MailroomPersonalAccount',
  'MailroomOwnAccount',
  'MailroomQuarantine',
  'MailroomJobs',
  'MailroomImports',
  'MailroomRecordRules',
  'MailroomRecordPages',
  'MailroomRecordFollow',
  'MailroomFilters',
  'MailroomDraft',
  'MailroomDraftList',
  'MailroomTemplates',
  'MailroomSettings',
  'MailroomCorrespondents',
  'MailroomWebhooks',
  'MailroomDeliveries',
  'MailroomSearch',
  'MailroomSavedViews',
  'MailroomSavedViewCounters',
  'MailroomReports',
] as const;

export const mailroomApi = adminApi.enhanceEndpoints({ addTagTypes: TAG_TYPES });
