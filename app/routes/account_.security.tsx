import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { getProfile } from '#app/domain/account/read.server.ts'
import {
  factorCodeSchema,
  passkeyNameSchema,
  passkeyResponseSchema,
} from '#app/domain/mfa/factor.ts'
import { findTotpSetUp, listFactors, readProof } from '#app/domain/mfa/read.server.ts'
import { totpUri } from '#app/domain/mfa/totp.server.ts'
import {
  addPasskey,
  beginTotp,
  confirmTotp,
  offerPasskey,
  removePasskey,
  removeTotp,
  renamePasskey,
  renewRecoveryCodes,
} from '#app/domain/mfa/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { qrPicture } from '#app/http/qr.ts'
import { relyingParty } from '#app/http/relying-party.ts'
import { act, intent, load } from '#app/http/route.ts'
import { safeRedirect } from '#app/http/safe-redirect.ts'
import { Factors } from '#app/ui/account/factors.tsx'
import { Passkeys } from '#app/ui/account/passkeys.tsx'
import { RecoveryCodes } from '#app/ui/account/recovery-codes.tsx'
import { Banner } from '#app/ui/components/banner.tsx'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { useReply } from '#app/ui/components/use-reply.ts'

export const handle = { access: 'self', title: 'factor:title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, vault, url, env }) => {
  const [factors, secret, { fresh, given }, profile] = await Promise.all([
    listFactors(db, actor.personId),
    findTotpSetUp(db, vault, actor.personId, db.now()),
    readProof(db, actor, db.now()),
    getProfile(db, vault, actor.personId),
  ])
  const setUp = fresh ? secret : null
  return {
    factors,
    fresh,
    /** Also right in the answer to the very form that gave it. */
    heldBack: actor.mfaPending === true && !given,
    next: safeRedirect(url.searchParams.get('next')),
    passkeys: relyingParty(url, env) !== null,
    setUp: setUp
      ? {
          secret: setUp.replace(/(.{4})/g, '$1 ').trim(),
          picture: await qrPicture(totpUri(setUp, profile.contacts[0]?.masked ?? profile.name)),
        }
      : null,
  }
})

const id = z.uuid()
const shown = (codes: string[] | null) => (codes ? { show: { codes: codes.join(' ') } } : {})

export const action = act(handle.access, 'form', {
  begin_totp: intent(z.object({}), async ({ actor, db, vault }) => {
    await beginTotp(db, vault, actor)
    return {}
  }),
  confirm_totp: intent(
    z.object({ code: factorCodeSchema }),
    async ({ value, actor, db, vault, limits }) => {
      await limits.consume('factor', actor.personId)
      const codes = await confirmTotp(db, vault, actor, value.code)
      return { done: 'totp_added', ...shown(codes) }
    },
  ),
  remove_totp: intent(z.object({}), async ({ actor, db, env }) => {
    await removeTotp(db, actor, env.SECOND_FACTOR)
    return { done: 'factor_removed' }
  }),
  renew_codes: intent(z.object({}), async ({ actor, db, vault }) => {
    const codes = await renewRecoveryCodes(db, vault, actor)
    return { done: 'codes_renewed', ...shown(codes) }
  }),
  offer_passkey: intent(z.object({}), async ({ actor, db, limits, url, env }) => {
    await limits.consume('factor', actor.personId)
    const site = relyingParty(url, env)
    if (!site) throw refuse('conflict', 'passkey_here')
    return { show: { options: await offerPasskey(db, actor, site) } }
  }),
  add_passkey: intent(
    z.object({ response: passkeyResponseSchema, name: passkeyNameSchema }),
    async ({ value, actor, db, vault, url, env }) => {
      const site = relyingParty(url, env)
      if (!site) throw refuse('conflict', 'passkey_here')
      const codes = await addPasskey(db, vault, actor, { ...value, site })
      return { done: 'passkey_added', ...shown(codes) }
    },
  ),
  rename_passkey: intent(
    z.object({ id, name: passkeyNameSchema }),
    async ({ value, actor, db }) => {
      await renamePasskey(db, actor, value)
      return { done: 'saved' }
    },
  ),
  remove_passkey: intent(z.object({ id }), async ({ value, actor, db, env }) => {
    await removePasskey(db, actor, value.id, env.SECOND_FACTOR)
    return { done: 'factor_removed' }
  }),
})

export default function Security() {
  const { t } = useTranslation('factor')
  const { factors, fresh, heldBack, next, passkeys, setUp } = useLoaderData<typeof loader>()
  const shownCodes = useReply()?.show?.codes
  const codes = shownCodes ? String(shownCodes) : null
  const guarded = factors.totpSince !== null || factors.passkeys.length > 0
  const here = encodeURIComponent(`/account/security?next=${encodeURIComponent(next)}`)
  return (
    <Page title={t('title')} lead={t('lead')}>
      {heldBack && <Banner tone="warning">{t(guarded ? 'held_back_confirm' : 'held_back')}</Banner>}
      {!fresh && (
        <Banner
          action={
            <LinkButton to={`/account/confirm?next=${here}`} size="s">
              {t('confirm.title')}
            </LinkButton>
          }
        >
          {t('not_fresh')}
        </Banner>
      )}
      {codes && <RecoveryCodes codes={codes.split(' ')} />}
      {!heldBack && guarded && next !== '/' && (
        <p>
          <LinkButton to={next} variant="primary">
            {t('go_on')}
          </LinkButton>
        </p>
      )}
      <Factors factors={factors} setUp={setUp} fresh={fresh} />
      <Passkeys passkeys={factors.passkeys} offered={passkeys} fresh={fresh} />
    </Page>
  )
}
