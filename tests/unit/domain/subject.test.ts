import { replySubject } from '../../../server/src/domain/subject';

test.each([
  ['The lamp', 'Re: The lamp'],
  ['  The lamp ', 'Re: The lamp'],
  ['', 'Re:'],
  ['Re: The lamp', 'Re: The lamp'],
  ['RE: The lamp', 'RE: The lamp'],
  ['Re[2]: The lamp', 'Re[2]: The lamp'],
  ['AW: Die Lampe', 'AW: Die Lampe'],
  ['SV: Lampan', 'SV: Lampan'],
  ['回复：灯', '回复：灯'],
  ['Re : la lampe', 'Re : la lampe'],
  ['Fwd: The lamp', 'Re: Fwd: The lamp'],
  ['Regarding: the lamp', 'Re: Regarding: the lamp'],
  ['Reply to me', 'Re: Reply to me'],
  ['[shop] Re: The lamp', 'Re: [shop] Re: The lamp'],
])('the answer to %j is %j', (subject, answer) => expect(replySubject(subject)).toBe(answer));

test('answers do not pile up prefixes', () => {
  expect(replySubject(replySubject(replySubject('The lamp')))).toBe('Re: The lamp');
});
