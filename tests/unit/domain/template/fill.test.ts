import { fillTemplate, unfilledPlaceholders } from '../../../../server/src/domain/template';

const fill = (subject: string, html: string, values: Record<string, string | null> = {}) =>
  fillTemplate({ subject, html }, new Map(Object.entries(values)));

describe('filling a template in', () => {
  it('puts values into subject and text', () => {
    expect(
      fill('Case {{case.number}}', '<p>Hello {{ requester.name }}</p>', {
        'case.number': '42',
        'requester.name': 'Anna',
      }),
    ).toEqual({ subject: 'Case 42', html: '<p>Hello Anna</p>', unknown: [] });
  });

  it('shows what a customer wrote as text, never as markup', () => {
    const { html, subject } = fill('{{case.subject}}', '<p title="{{case.subject}}">{{case.subject}}</p>', {
      'case.subject': '<img src=x onerror="alert(1)">\r\nBcc: all@example.com',
    });
    expect(html).not.toMatch(/<img|onerror="/);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;<br>Bcc: all@example.com</p>');
    expect(subject).toBe('<img src=x onerror="alert(1)"> Bcc: all@example.com');
  });

  it.each([
    ['javascript:alert(1)', 'javascript%3Aalert(1)'],
    ['https://shop.example/?a=1&b="2"', 'https://shop.example/?a=1&amp;b=&quot;2&quot;'],
    ["x' onclick='alert(1)", 'x%27%20onclick%3D%27alert(1)'],
  ])('keeps %s harmless in an attribute', (value, written) => {
    expect(fill('', `<a href="{{record.url}}">x</a>`, { 'record.url': value }).html).toBe(
      `<a href="${written}">x</a>`,
    );
  });

  it('never looks at a value again', () => {
    expect(fill('{{a.b}}', '', { 'a.b': '{{agent.email}}', 'agent.email': 'secret' }).subject).toBe(
      '{{agent.email}}',
    );
  });

  it.each([
    ['there is no value', { 'requester.name': null }],
    ['the value is blank', { 'requester.name': '  ' }],
    ['nothing is known', {}],
  ])('uses the words behind the bar where %s', (_, values) => {
    const { html, unknown } = fill('', 'Hello {{requester.name | there &amp; all}}', values);
    expect(html).toBe('Hello there &amp; all');
    expect(unknown).toEqual([]);
  });

  it('leaves nothing where there is no value, and what it does not know as it is written', () => {
    const { html, unknown } = fill('', '{{agent.name}}-{{case.nmber}}-{{case.nmber}}-{{<b>x</b>}}', {
      'agent.name': null,
    });
    expect(html).toBe('-{{case.nmber}}-{{case.nmber}}-{{<b>x</b>}}');
    expect(unknown).toEqual(['case.nmber', 'x']);
  });

  it('finds names in any case, and with the spaces of editors', () => {
    expect(fill('', '{{&nbsp;Contact.FirstName }}', { 'contact.firstName': 'Ann' }).html).toBe('Ann');
  });

  it('does not know properties that every object has', () => {
    expect(fill('{{constructor}} {{__proto__}}', '').unknown).toEqual(['constructor', '__proto__']);
  });

  it('takes time that grows with the length alone', () => {
    for (const text of [
      '{{'.repeat(500_000),
      '{{a'.repeat(300_000),
      '<'.repeat(1_000_000) + '{{a}}'.repeat(1000),
    ]) {
      const begun = performance.now();
      fill(text, text);
      expect(performance.now() - begun).toBeLessThan(2000);
    }
  });
});

it('names what is still to be filled in', () => {
  expect(
    unfilledPlaceholders('Dear {{requester.name}}, {{ order.number | - }} {{requester.name}} {x} {{}}'),
  ).toEqual(['requester.name', 'order.number']);
});
