/** Rules that link mail to records, over HTTP, with what content types offer to them. */
import { inTransaction, type Strapi } from '../../../data/database';
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
import { recordRecordRule, recordRuleOrder } from '../../audit/settings';
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
      const entered = await settings(context, null);
      const id = await inTransaction(strapi, async () => {
        const created = await createRecordRule(strapi, entered);
        await recordRecordRule(strapi, null, created);
        return created;
      });
      context.status = 201;
      return { data: detail(await one({ id })) };
    }),

    update: withViewer(strapi, async (context) => {
      const rule = await one({ documentId: context.params.id });
      const { id } = rule;
      const entered = await settings(context, id);
      await inTransaction(strapi, async () => {
        await updateRecordRule(strapi, id, entered);
        await recordRecordRule(strapi, rule, id);
      });
      return { data: detail(await one({ id })) };
    }),

    delete: withViewer(strapi, async ({ params }) => {
      const rule = await one({ documentId: params.id });
      await inTransaction(strapi, async () => {
        await deleteRecordRule(strapi, rule.id);
        await recordRecordRule(strapi, rule, null);
      });
      return { data: { id: rule.documentId } };
    }),

    order: withViewer(strapi, async ({ request }) => {
      const { rules } = parse(schemas.ruleOrder, request.body);
      await inTransaction(strapi, async () => {
        const before = await findRecordRules(strapi);
        await orderRecordRules(strapi, rules);
        await recordRuleOrder(strapi, before, await findRecordRules(strapi));
      });
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
