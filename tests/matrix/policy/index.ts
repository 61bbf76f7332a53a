import { financing } from './financing.ts'
import { organizations } from './organizations.ts'
import type { Policy } from './policy.ts'
import { sessions } from './sessions.ts'
import { system } from './system.ts'
import { trade } from './trade.ts'

export const policy: Policy = { ...organizations, ...financing, ...trade, ...sessions, ...system }
