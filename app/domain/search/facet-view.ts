import { type FacetName, facetNames } from './document.ts'
import { facetOrder, facetsOf } from './finding.ts'

export interface FacetView {
  name: FacetName
  options: { value: string; count: number; chosen: boolean }[]
}

/** The facets worth showing: those of the kind that would narrow something, and whatever is chosen. */
export function facetViews(
  kind: string | undefined,
  counted: Partial<Record<FacetName, Record<string, number>>>,
  chosen: Partial<Record<FacetName, readonly string[]>>,
): FacetView[] {
  const names = kind ? (facetsOf[kind] ?? []) : facetNames
  return names
    .map((name) => ({ name, options: optionsOf(name, counted[name] ?? {}, chosen[name] ?? []) }))
    .filter(({ options }) => options.length > 1 || options.some((option) => option.chosen))
}

function optionsOf(name: string, counts: Record<string, number>, chosen: readonly string[]) {
  const values = [...new Set([...Object.keys(counts), ...chosen])]
  // Months come one after the other.
  const order = name === 'deadline' ? values.toSorted() : facetOrder[name]
  return values
    .map((value) => ({ value, count: counts[value] ?? 0, chosen: chosen.includes(value) }))
    .sort((a, b) =>
      order
        ? order.indexOf(a.value) - order.indexOf(b.value)
        : Number(b.chosen) - Number(a.chosen) || b.count - a.count || (a.value < b.value ? -1 : 1),
    )
}
