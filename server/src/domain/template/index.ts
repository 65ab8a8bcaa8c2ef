/** Templates: saved replies and automatic answers, in several languages, with placeholders. Pure. */
export {
  fillTemplate,
  isEmptyVersion,
  unfilledPlaceholders,
  type FilledText,
  type TemplateValues,
} from './fill';
export {
  dateInWords,
  EXAMPLE_FACTS,
  PLACEHOLDERS,
  templateValues,
  type PlaceholderGroup,
  type TemplateFacts,
  type TemplateMoment,
  type TemplateRecord,
} from './values';
export {
  baseLanguage,
  languageTag,
  storedVersions,
  TEMPLATE_KINDS,
  versionFor,
  type TemplateKind,
  type TemplateVersion,
} from './version';
