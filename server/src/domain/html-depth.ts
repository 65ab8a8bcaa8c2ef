/**
 * Guards the HTML libraries, whose time grows with the square of the nesting: two megabytes of `<div>` would hold the
 * process for a minute. It counts and judges nothing else.
 */

/** Far deeper than any mail that somebody wrote, quoted a hundred times over. */
const DEEPEST = 5_000;

/** Elements that hold nothing, or end where the next one begins. */
const NOT_NESTED = new Set(
  'area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr'.split(
    ' ',
  ),
);

/** Whether more elements are open at once than any reader of HTML should be given. */
export function nestsTooDeep(html: string): boolean {
  if (!hasManyTags(html)) return false;
  const open = new Map<string, number>();
  let depth = 0;
  for (const [, slash, tag = ''] of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const name = tag.toLowerCase();
    if (NOT_NESTED.has(name)) continue;
    const before = open.get(name) ?? 0;
    // By name: an end tag that matches nothing closes nothing.
    const after = slash === '' ? before + 1 : Math.max(0, before - 1);
    open.set(name, after);
    depth += after - before;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** Whether there are as many tags as could nest too deep: nearly all HTML is known by this alone. */
function hasManyTags(html: string): boolean {
  let tags = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    tags += 1;
    if (tags > DEEPEST) return true;
  }
  return false;
}
