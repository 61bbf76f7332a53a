/** The face of the database: connections, transactions, migrations. Only this folder knows `pg`. */
export {
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  type RawBuilder,
  type Selectable,
  type SqlBool,
  sql,
} from 'kysely'
export { checkArchive } from './backup/archive.ts'
export { backup } from './backup/backup.ts'
export { restore } from './backup/restore.ts'
export {
  bindToTransaction,
  type CipherContext,
  type ConnectOptions,
  connect,
  type Database,
  type Db,
  type FieldCipher,
  type Queryable,
  type Tx,
  transact,
} from './connection.ts'
export { isBusyError, type LaneName, lanes } from './lane.ts'
export { migrate, pendingMigrations } from './migrate.ts'
export { createRetryablePool } from './retryable-pool.ts'
export type { DB as Schema } from './schema.ts'
export { exactSum } from './sums.ts'
export { unionOfIds } from './union-ids.ts'
