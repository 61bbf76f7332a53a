import { applyDelegationBoundariesJob } from './apply-delegation-boundaries.ts'
import { checkAuditJob } from './check-audit.ts'
import { checkSavedSearchesJob } from './check-saved-searches.ts'
import { deliverWebhook } from './deliver-webhook.ts'
import { enforceRetentionJob } from './enforce-retention.ts'
import { expire } from './expire.ts'
import type { Job } from './job.ts'
import { deliverNotice, fanOutNotices, gatherDigests, sendDigest } from './notices.ts'
import { notifyMatchingListingsJob } from './notify-matching-listings.ts'
import { remindSession } from './remind-session.ts'
import { runImport } from './run-import.ts'
import { sendMessage } from './send-message.ts'

/** Every job, by one list: the queue runs these and refuses others. */
// biome-ignore lint/suspicious/noExplicitAny: each job has a payload of its own
export const jobs: readonly Job<any>[] = [
  notifyMatchingListingsJob,
  checkAuditJob,
  checkSavedSearchesJob,
  deliverNotice,
  deliverWebhook,
  enforceRetentionJob,
  expire,
  remindSession,
  fanOutNotices,
  gatherDigests,
  sendDigest,
  runImport,
  sendMessage,
  applyDelegationBoundariesJob,
]
