/** The automatic answer of a group account as requests give it: its template must exist, and be one of that kind. */
import type { AutoReplySettings, GroupAccountSettings } from '../../data/accounts';
import type { Strapi } from '../../data/database';
import { findTemplates } from '../../data/templates';
import { USUAL_AUTO_REPLY_LIMITS } from '../../domain/auto-reply-limits';
import type { AutoReply, AutoReplyInput } from '../contracts';
import { fieldErrors } from '../http';

/**
 * @param stored null for a new account
 * @throws ValidationError
 */
export async function autoReplySettings(
  strapi: Strapi,
  input: AutoReplyInput | undefined,
  stored: AutoReplySettings | null,
): Promise<GroupAccountSettings['autoReply']> {
  if (input === undefined)
    return {
      active: stored?.active ?? false,
      templateId: stored?.template?.id ?? null,
      limits: stored?.limits ?? USUAL_AUTO_REPLY_LIMITS,
    };
  const { active, template: documentId, limits } = input;
  if (documentId === null) return { active, templateId: null, limits };
  const [template] = await findTemplates(strapi, { documentId, kind: 'auto-reply' });
  if (template === undefined)
    throw fieldErrors([
      { path: ['autoReply', 'template'], message: 'There is no automatic answer like this any more.' },
    ]);
  return { active, templateId: template.id, limits };
}

export const autoReplyView = ({ active, template, limits }: AutoReplySettings): AutoReply => ({
  active,
  template: template === null ? null : { id: template.documentId, name: template.name },
  limits,
});
