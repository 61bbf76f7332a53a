import { useTranslation } from 'react-i18next'
import { isLive, type ThreadState } from '#app/domain/thread/thread.ts'
import { Due } from '../components/formatted-values.tsx'
import { Card } from '../components/page.tsx'
import { EnterpriseStep } from './enterprise-step.tsx'
import { InstitutionStep, WaysOut } from './institution-step.tsx'
import type { NextActionProps } from './step-parts.tsx'

/** The one next step for this side, its deadline, and the ways out beside it. */
export function NextAction(props: NextActionProps) {
  const { t } = useTranslation('thread')
  const { dueAt, side, state } = props
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-lg font-semibold">{t('next')}</h2>
        {dueAt && <Due at={dueAt} />}
      </div>
      {side === 'institution' && <InstitutionStep {...props} />}
      {side === 'enterprise' && <EnterpriseStep {...props} />}
      {side === 'institution' && isLive(state as ThreadState) && <WaysOut state={state} />}
    </Card>
  )
}
