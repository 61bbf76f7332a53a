import { sql } from '#db'

/** A member's own roles and those that others have lent for an instant, of the row of `membership` in a query: none where there is no row; they may repeat. */
export const heldRoles = (at: Date) =>
  sql<
    string[]
  >`membership.roles || lent_roles(membership.organization_id, membership.person_id, ${at})`
