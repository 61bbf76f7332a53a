/** The id that nothing bears: what a comparison by id gets from who acts for no organisation. */
export const NIL_UUID = '00000000-0000-0000-0000-000000000000'
