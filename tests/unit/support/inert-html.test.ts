import { activeParts } from '../../../eval/inert-html';

test.each([
  '<p onclick="x">a</p>',
  '<img src=x onerror=alert(1)>',
  "<p title='a' onclick='b'>",
  '<a href="javascript:a">a</a>',
  '<a href="java&#x73;cript:a">a</a>',
  '<a href="&#1;javascript:a">a</a>',
  '<a href="data:text/html,x">a</a>',
  '<img src="vbscript:x" />',
  '<script>a</script>',
  '</style>',
  '<svg><g></g></svg>',
  '<x-y>a</x-y>',
  '<!-- a -->',
  '<p id="a">a</p>',
  '<p',
])('finds what acts in %s', (html) => expect(activeParts(html)).not.toEqual([]));

test.each([
  '',
  'a &lt; b < c &amp; d',
  '<p style="color:red">a</p><br /><img src="cid:a" alt="" />',
  '<a href="https://x.example/?a=b&amp;c=d" target="_blank" rel="noopener">a</a>',
])('finds nothing in %s', (html) => expect(activeParts(html)).toEqual([]));
