/**
 * What something costs in processor time. A busy machine stretches the clock's time at will; whether an effort grows with the
 * square of its input shows in this one too.
 */

/** Milliseconds of this process's processor time since it began. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
