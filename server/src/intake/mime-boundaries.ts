/**
 * Finds the parts of a multipart whose boundary is badly written: followed by spaces, not declared, or declared other than
 * it is written. It changes how lines are recognised, not how parts are read; those are mailsplit's.
 */

/** mailsplit's splitter, as far as it is touched. */
export interface Splitter {
  node: SplitterNode;
  checkBoundary(line: Buffer): false | 1 | 2 | 3 | 4;
  newNode(parent: SplitterNode): void;
}

interface SplitterNode {
  readonly headers: unknown;
  readonly multipart: string | false;
  readonly childPartNumbers: number;
  /** the multipart that it is a part of */
  readonly _parentBoundaryOwner: SplitterNode | false;
  _boundary: Buffer | false;
}

const DASH = 0x2d;
/** RFC 2046 §5.1.1 allows 70 characters of boundary; programs write more. */
const LONGEST_DELIMITER = 210;

export function tolerateBoundaries(splitter: Splitter): void {
  const strict = splitter.checkBoundary.bind(splitter);
  /** the line before, if it may be a delimiter of a multipart none of whose parts was found */
  let candidate: Buffer | null = null;
  splitter.checkBoundary = (line) => {
    if (candidate === null && !isDashed(line)) return false;
    const found = strict(withoutPadding(line)) || outerBoundary(splitter, strict, line);
    const { node } = splitter;
    if (found !== false || !isWithoutParts(node)) {
      candidate = null;
      return found;
    }
    if (candidate !== null && startsPart(line)) {
      node._boundary = candidate;
      candidate = null;
      // The delimiter is read already; this line is the first one of the part's header.
      splitter.newNode(node);
      return false;
    }
    candidate = delimiterOf(line);
    return false;
  };
}

/** RFC 2046 §5.1.2: the boundary of an outer multipart ends the inner ones, whose own end is missing. */
function outerBoundary(
  splitter: Splitter,
  strict: Splitter['checkBoundary'],
  line: Buffer,
): ReturnType<Splitter['checkBoundary']> {
  const delimiter = delimiterOf(line);
  if (delimiter === null) return false;
  const inner = splitter.node;
  const owner = outerBoundaries(inner).get(delimiter.toString('latin1').replace(/--$/, ''));
  if (owner === undefined) return false;
  // The splitter looks for a boundary of its part and of the multipart around it.
  splitter.node = owner;
  const found = strict(withoutPadding(line));
  if (found === false || found < 3) splitter.node = inner;
  return found === false || found < 3 ? false : found;
}

const outer = new WeakMap<SplitterNode, ReadonlyMap<string, SplitterNode>>();

/** By boundary: the multipart that lies directly in the one which the boundary is of; the nearest wins. */
function outerBoundaries(node: SplitterNode): ReadonlyMap<string, SplitterNode> {
  const known = outer.get(node);
  if (known !== undefined) return known;
  const found = new Map<string, SplitterNode>();
  for (let part = node._parentBoundaryOwner; part !== false; part = part._parentBoundaryOwner) {
    const around = part._parentBoundaryOwner;
    if (around === false || around._boundary === false) continue;
    const boundary = around._boundary.toString('latin1');
    if (!found.has(boundary)) found.set(boundary, part);
  }
  outer.set(node, found);
  return found;
}

/** After a line end that may stand before it. */
function isDashed(line: Buffer): boolean {
  const start = line[0] === 0x0d ? (line[1] === 0x0a ? 2 : 1) : line[0] === 0x0a ? 1 : 0;
  return line[start] === DASH && line[start + 1] === DASH;
}

/** Its header is read, and no boundary was met since. */
const isWithoutParts = (node: SplitterNode): boolean =>
  node.multipart !== false && Boolean(node.headers) && node.childPartNumbers === 0;

const startsPart = (line: Buffer): boolean =>
  line.length > 8 && /^\r?\n?content-[a-z-]{1,40}[ \t]*:/i.test(line.toString('latin1', 0, 60));

function delimiterOf(line: Buffer): Buffer | null {
  if (!isDashed(line) || line.length > LONGEST_DELIMITER) return null;
  const text = line.toString('latin1').trim();
  return text.length > 2 && !/^-*$/.test(text) ? Buffer.from(text.slice(2), 'latin1') : null;
}

/** RFC 2046 §5.1.1: white space after a boundary is padding. */
function withoutPadding(line: Buffer): Buffer {
  if (!isDashed(line) || line.length > LONGEST_DELIMITER) return line;
  let end = line.length;
  while (end > 0 && (line[end - 1] === 0x0a || line[end - 1] === 0x0d)) end -= 1;
  const lineEnd = line.subarray(end);
  let last = end;
  while (last > 0 && (line[last - 1] === 0x20 || line[last - 1] === 0x09)) last -= 1;
  return last === end ? line : Buffer.concat([line.subarray(0, last), lineEnd]);
}
