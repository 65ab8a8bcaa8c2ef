/** Which rows lie between two of a list. Pure. */

/** From one to the other, both among them, in either direction; the second alone where one is not in the list. */
export function rangeOf(order: readonly string[], from: string, to: string): readonly string[] {
  const [start, end] = [order.indexOf(from), order.indexOf(to)];
  if (start === -1 || end === -1) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}
