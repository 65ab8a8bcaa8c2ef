import { templateValues, type TemplateFacts } from '../../../../server/src/domain/template';

const NOBODY: TemplateFacts = { case: null, requester: null, agent: null, account: null, records: [] };
const MOMENT = { now: new Date('2026-03-05T23:30:00Z'), language: 'en', timeZone: 'UTC' };

describe('what stands for placeholders', () => {
  it('says what is known, and of the rest that there is none', () => {
    const values = templateValues(
      { ...NOBODY, case: { number: 7, subject: 'Broken', status: 'pending' } },
      MOMENT,
    );
    expect(values.get('case.number')).toBe('7');
    expect(values.get('case.status')).toBe('waiting for your answer');
    expect(values.get('requester.name')).toBeNull();
    expect(values.has('record.name')).toBe(false);
  });

  it('writes dates and statuses in the language and zone of the mail', () => {
    const facts: TemplateFacts = { ...NOBODY, case: { number: 7, subject: '', status: 'closed' } };
    const values = templateValues(facts, { ...MOMENT, language: 'de-AT', timeZone: 'Europe/Vienna' });
    expect(values.get('today')).toBe('6. März 2026');
    expect(values.get('now')).toContain('00:30');
    expect(values.get('case.status')).toBe('geschlossen');
    expect(templateValues(facts, { ...MOMENT, language: 'xx' }).get('today')).toBe('March 5, 2026');
  });

  it('takes the first record of all, and the first of each type', () => {
    const record = (singularName: string, name: string) => ({
      singularName,
      fields: new Map([['name', name]]),
    });
    const values = templateValues(
      { ...NOBODY, records: [record('contact', 'Anna'), record('order', '17'), record('contact', 'Bob')] },
      MOMENT,
    );
    expect([values.get('record.name'), values.get('contact.name'), values.get('order.name')]).toEqual([
      'Anna',
      'Anna',
      '17',
    ]);
  });

  it('lets no content type stand in for the case', () => {
    const forged = { singularName: 'case', fields: new Map([['number', '999']]) };
    const facts: TemplateFacts = {
      ...NOBODY,
      case: { number: 7, subject: '', status: 'new' },
      records: [forged],
    };
    expect(templateValues(facts, MOMENT).get('case.number')).toBe('7');
  });
});
