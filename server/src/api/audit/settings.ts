/** What the audit trail tells of teams, templates, webhooks and the rules that link mail to records. */
import { recordChange } from '../../access/audit';
import type { Strapi } from '../../data/database';
import { findRecordRules } from '../../data/record-rules';
import { findSavedViews, type SavedView } from '../../data/saved-views';
import { findTeams, type Team } from '../../data/teams';
import { filesOfTemplates } from '../../data/template-files';
import { findTemplates, type Template } from '../../data/templates';
import { agentSummary } from '../../data/users';
import { findWebhooks, type Webhook } from '../../data/webhooks';
import { SealedFact, type AuditFacts } from '../../domain/audit';
import type { RecordRule } from '../../domain/record-rule';

type Id = number | null;

/** Records that a team was made (`before` null), changed, or deleted (`id` null). Joins the caller's transaction. */
export async function recordTeam(strapi: Strapi, before: Team | null, id: Id): Promise<void> {
  const after = id === null ? null : ((await findTeams(strapi, { id }))[0] ?? null);
  await record(strapi, 'team', [before, after], ({ name, color, description, autoFollow, members }) => ({
    name,
    color,
    description,
    autoFollow,
    members: members.map((member) => agentSummary(member).name),
  }));
}

interface AuditedTemplate extends Template {
  /** names */
  readonly files: readonly string[];
}

/** A template as the trail tells of it; asked for before it changes. */
export const auditedTemplate = async (strapi: Strapi, template: Template): Promise<AuditedTemplate> => ({
  ...template,
  files: (await filesOfTemplates(strapi, [template.id])).map(({ name }) => name),
});

/** The same for a template. */
export async function recordTemplate(strapi: Strapi, before: AuditedTemplate | null, id: Id): Promise<void> {
  const [stored] = id === null ? [] : await findTemplates(strapi, { id });
  const after = stored === undefined ? null : await auditedTemplate(strapi, stored);
  await record(strapi, 'template', [before, after], ({ name, kind, teams, versions, files }) => ({
    name,
    kind,
    files,
    teams: teams.map((team) => team.name),
    versions: Object.fromEntries(
      versions.map(({ language, subject, html }) => [language, { subject, html }]),
    ),
  }));
}

/** The same for a webhook. */
export async function recordWebhook(strapi: Strapi, before: Webhook | null, id: Id): Promise<void> {
  const after = id === null ? null : ((await findWebhooks(strapi, { id }))[0] ?? null);
  await record(strapi, 'webhook', [before, after], ({ name, url, events, active, sealedSecret }) => ({
    name,
    url,
    events,
    active,
    secret: new SealedFact(sealedSecret),
  }));
}

/** The same for a rule that links mail to records, which is called by its content type. */
export async function recordRecordRule(strapi: Strapi, before: RecordRule | null, id: Id): Promise<void> {
  const after = id === null ? null : ((await findRecordRules(strapi, { id }))[0] ?? null);
  const named = (rule: RecordRule | null) => (rule === null ? null : { ...rule, name: rule.contentType });
  await record(strapi, 'record-rule', [named(before), named(after)], (rule) => ({
    contentType: rule.contentType,
    active: rule.active,
    labelFields: rule.labelFields,
    addressFields: rule.addressFields,
    parentField: rule.parentField,
    patterns: rule.patterns,
    numberField: rule.numberField,
  }));
}

/** The same for a view; what somebody keeps for himself alone is nobody else's affair, and is not told. */
export async function recordSavedView(strapi: Strapi, before: SavedView | null, id: Id): Promise<void> {
  const after = id === null ? null : ((await findSavedViews(strapi, { id }))[0] ?? null);
  const shared = (view: SavedView | null) => (view === null || view.teams.length === 0 ? null : view);
  await record(strapi, 'saved-view', [shared(before), shared(after)], ({ name, query, teams }) => ({
    name,
    query,
    teams: teams.map((team) => team.name),
  }));
}

/** Records that the rules are asked in another order. */
export async function recordRuleOrder(
  strapi: Strapi,
  before: readonly RecordRule[],
  after: readonly RecordRule[],
): Promise<void> {
  const facts = (rules: readonly RecordRule[]) => ({ order: rules.map(({ contentType }) => contentType) });
  const order = { subject: 'record-rule', id: 'order', name: '' } as const;
  await recordChange(strapi, { ...order, before: facts(before), after: facts(after) });
}

interface Named {
  readonly documentId: string;
  readonly name: string;
}

async function record<Thing extends Named>(
  strapi: Strapi,
  subject: 'team' | 'template' | 'webhook' | 'record-rule' | 'saved-view',
  [before, after]: readonly [Thing | null, Thing | null],
  factsOf: (thing: Thing) => AuditFacts,
): Promise<void> {
  const thing = after ?? before;
  if (thing === null) return;
  await recordChange(strapi, {
    subject,
    id: thing.documentId,
    name: thing.name,
    before: before === null ? null : factsOf(before),
    after: after === null ? null : factsOf(after),
  });
}
