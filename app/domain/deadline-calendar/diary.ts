/** A day or an instant until which something must be done, for somebody's calendar. */
export interface Deadline {
  /** Stable for the thing and its stage. */
  id: string
  kind: 'thread' | 'request' | 'offer' | 'standing'
  /** Of a thread's clock. */
  stage: string | null
  title: string
  path: string
  dueAt: Date
  updatedAt: Date
}
