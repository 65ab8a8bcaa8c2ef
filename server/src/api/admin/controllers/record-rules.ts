/** Rules that link mail to records, over HTTP, with what content types offer to them. */
import type { Strapi } from '../../../data/database';
import {
  createRecordRule,
  deleteRecordRule,
  findRecordRules,
  orderRecordRules,
  updateRecordRule,
} from '../../../data/record-rules';
import { faultsOfRule, type RecordRule, type RecordRuleSettings } from '../../../domain/record-rule';
import { compilePattern, numbersIn } from '../../../records/number-patterns';
import { recordTypes } from '../../../records/record-types';
import type { PatternTrialResult, RecordRuleDetail } from '../../contracts';
import { fieldErrors, found, parse, withViewer, type RequestContext } from '../../http';
import * as schemas from '../record-schemas';

export default ({ strapi }: { strapi: Strapi }) => {
  const typeOf = (contentType: string) =>
    recordTypes(strapi).find((type) => type.contentType === contentType) ?? null;
  const detail = ({ id: _id, documentId, order: _order, ...rule }: RecordRule): RecordRuleDetail => {
    const type = typeOf(rule.contentType);
    return {
      ...rule,
      id: documentId,
      typeName: type?.name ?? rule.contentType,
      faults: faultsOfRule(rule, type).map(({ message }) => message),
    };
  };
  const all = async () => ({ data: (await findRecordRules(strapi)).map(detail) });
  const one = async (where: Readonly<Record<string, unknown>>) =>
    found((await findRecordRules(strapi, where))[0]);

  const settings = async (
    { request }: RequestContext,
    exceptId: number | null,
  ): Promise<RecordRuleSettings> => {
    const rule = parse(schemas.recordRule, request.body);
    const others = await findRecordRules(strapi, { contentType: rule.contentType });
    const faults = [
      ...faultsOfRule(rule, typeOf(rule.contentType)),
      ...rule.patterns.flatMap(({ pattern }, position) => {
        const compiled = compilePattern(pattern);
        return compiled.kind === 'invalid'
          ? [{ path: ['patterns', String(position)], message: compiled.message }]
          : [];
      }),
      ...(others.some(({ id }) => id !== exceptId)
        ? [{ path: ['contentType'], message: 'This content type has a rule already.' }]
        : []),
    ];
    if (faults.length > 0) throw fieldErrors(faults);
    return rule;
  };

  return {
    types: withViewer(strapi, async () => ({ data: recordTypes(strapi) })),
    list: withViewer(strapi, all),

    create: withViewer(strapi, async (context) => {
      const id = await createRecordRule(strapi, await settings(context, null));
      context.status = 201;
      return { data: detail(await one({ id })) };
    }),

    update: withViewer(strapi, async (context) => {
      const { id } = await one({ documentId: context.params.id });
      await updateRecordRule(strapi, id, await settings(context, id));
      return { data: detail(await one({ id })) };
    }),

    delete: withViewer(strapi, async ({ params }) => {
      const { id, documentId } = await one({ documentId: params.id });
      await deleteRecordRule(strapi, id);
      return { data: { id: documentId } };
    }),

    order: withViewer(strapi, async ({ request }) => {
      await orderRecordRules(strapi, parse(schemas.ruleOrder, request.body).rules);
      return all();
    }),

    tryPattern: withViewer(strapi, async ({ request }): Promise<{ data: PatternTrialResult }> => {
      const { pattern, text } = parse(schemas.patternTrial, request.body);
      const compiled = compilePattern(pattern);
      return {
        data:
          compiled.kind === 'invalid'
            ? compiled
            : { kind: 'found', numbers: numbersIn(compiled.pattern, text) },
      };
    }),
  };
};
