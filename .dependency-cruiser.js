/** The layering of the house, as the README's map draws it. */
const serverOnly =
  '\\.server\\.ts$|^db/|^search/|^realtime/index|^app/(server|context|logger|env)\\.ts|^app/(cli|jobs)/'
const driver = (...names) => `^node_modules/(${names.join('|')})(/|$)`

const rules = {
  'packages-are-apart': {
    from: { path: '^(db|search|realtime)/' },
    to: { path: '^(app|tests)/' },
  },
  'db-knows-no-neighbour': { from: { path: '^db/' }, to: { path: '^(search|realtime)/' } },
  'search-knows-no-neighbour': { from: { path: '^search/' }, to: { path: '^(db|realtime)/' } },
  'realtime-knows-no-neighbour': { from: { path: '^realtime/' }, to: { path: '^(db|search)/' } },
  'packages-are-entered-by-their-faces': {
    from: { path: '^(app|tests)/' },
    to: {
      path: '^(db|search|realtime)/',
      pathNot: '^(db|search)/(index|embedded/index)\\.ts$|^realtime/(index|client|protocol)\\.ts$',
    },
  },
  'pg-and-kysely-only-in-db': {
    from: { pathNot: '^db/' },
    to: { path: driver('pg', 'kysely'), preCompilationOnly: false },
  },
  'meilisearch-only-in-search': {
    from: { pathNot: '^search/' },
    to: { path: driver('meilisearch') },
  },
  'socket.io-only-in-realtime': {
    from: { pathNot: '^realtime/' },
    to: { path: driver('socket\\.io', 'socket\\.io-client', 'engine\\.io') },
  },
  'pure-domain-runs-anywhere': {
    from: { path: '^app/domain/', pathNot: '\\.server\\.ts$|/(write|read)/' },
    to: {
      path: '^(app/(http|ui|routes|jobs|cli)/|db/|search/|realtime/|node_modules/)|\\.server\\.ts$',
      pathNot: driver('zod'),
    },
  },
  'domain-knows-no-edge': {
    from: { path: '^app/domain/' },
    to: { path: '^(app/(http|ui|routes|jobs|cli|i18n)/|search/|realtime/)' },
  },
  'domain-knows-no-framework': {
    from: { path: '^app/domain/' },
    to: { path: driver('@remix-run', 'react', 'react-dom', 'express') },
  },
  'ui-is-for-browsers': { from: { path: '^app/ui/' }, to: { path: serverOnly } },
  'ui-knows-no-edge': { from: { path: '^app/ui/' }, to: { path: '^app/(http|routes|jobs|cli)/' } },
  'routes-know-no-routes': {
    from: { path: '^app/routes/' },
    to: { path: '^app/(routes|jobs|cli)/' },
  },
  'routes-take-packages-from-context': {
    from: { path: '^app/routes/' },
    to: { path: '^(db|search|realtime)/', preCompilationOnly: false },
  },
  'jobs-know-no-pages': {
    from: { path: '^app/jobs/' },
    to: { path: '^app/(routes|ui|cli)/|\\.tsx$' },
  },
  'only-the-root-knows-the-root': {
    from: { pathNot: '^app/(server|cli/.*)\\.ts$' },
    to: { path: '^app/(server|cli/)' },
  },
}

export default {
  forbidden: [
    ...Object.entries(rules).map(([name, rule]) => ({ name, severity: 'error', ...rule })),
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
}
