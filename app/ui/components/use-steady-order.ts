import { useRef } from 'react'

/**
 * Keeps the lines of a list where they stood when the page was opened, though the list is fetched again and sorts anew:
 * nothing moves under the pointer. What is new comes at the end.
 */
export function useSteadyOrder<T extends { id: string }>(lines: readonly T[]): T[] {
  const order = useRef(new Map<string, number>())
  for (const { id } of lines) {
    if (!order.current.has(id)) order.current.set(id, order.current.size)
  }
  const placeOf = ({ id }: T) => order.current.get(id) ?? 0
  return [...lines].sort((a, b) => placeOf(a) - placeOf(b))
}
