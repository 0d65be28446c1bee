/** Who somebody is. No schema library here: pages import this file. */
export const ROLES = ['client', 'expert', 'lead', 'admin'] as const;

/** Whoever may be the expert of an order: a lead is an expert who looks after others besides. */
export function answersOrders(role: (typeof ROLES)[number] | undefined): boolean {
  return role === 'expert' || role === 'lead';
}
