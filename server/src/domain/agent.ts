/** People who work in the panel. */

/** An admin user as others may see them. */
export interface AgentSummary {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
}
