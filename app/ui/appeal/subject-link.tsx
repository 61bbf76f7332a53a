import { Link } from '@remix-run/react'

const pages: Record<string, string> = {
  organization: '/organizations',
  product: '/products',
  request: '/requests',
  listing: '/listings',
}

/** The way to what an appeal is about; an application's own page is its applicant's, so that shows by name only. */
export function SubjectLink(props: { subject: { kind: string; id: string }; title: string }) {
  const { subject, title } = props
  const page = pages[subject.kind]
  if (!page) return <>{title}</>
  return (
    <Link to={`${page}/${subject.id}`} className="prose-link">
      {title}
    </Link>
  )
}
