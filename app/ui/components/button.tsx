import { Link, type LinkProps } from '@remix-run/react'
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { cx } from './class.ts'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 's' | 'm'

const shape =
  'inline-flex items-center justify-center gap-2 rounded-md border text-center font-medium no-underline select-none disabled:cursor-not-allowed disabled:opacity-60'

const sizes: Record<ButtonSize, string> = {
  s: 'min-h-9 px-3 py-1 text-sm pointer-coarse:min-h-11',
  m: 'min-h-11 px-5 py-2 text-base',
}

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-primary text-on-primary hover:bg-primary-hover',
  secondary: 'border-edge bg-raised text-ink hover:border-link hover:text-link',
  quiet: 'border-transparent bg-transparent text-link hover:bg-primary-soft',
  danger: 'border-bad bg-raised text-bad hover:bg-bad-soft',
}

/** How a button looks, for what is pressed like one. */
export const buttonLook = (variant: ButtonVariant, size: ButtonSize, className?: string) =>
  cx(shape, sizes[size], variants[variant], className)

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant
  size?: ButtonSize
}

export function Button({
  variant = 'secondary',
  size = 'm',
  type = 'submit',
  className,
  ...rest
}: ButtonProps) {
  return <button type={type} className={buttonLook(variant, size, className)} {...rest} />
}

export interface LinkButtonProps extends LinkProps {
  variant?: ButtonVariant
  size?: ButtonSize
  children: ReactNode
}

export function LinkButton({
  variant = 'secondary',
  size = 'm',
  className,
  ...rest
}: LinkButtonProps) {
  return <Link className={buttonLook(variant, size, className)} {...rest} />
}
