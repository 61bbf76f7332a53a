import ts from 'typescript'

/** Who may be handed to a function as who asks: a visitor too, who is signed in, or who acts for an organisation. */
export type Takes = 'anyone' | 'signed' | 'acting'

/** Rewrites a module so that each of its exported functions that is told who asks (`actor`) tells of its calls. */
export function tap(code: string, file: string): string {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ESNext, true)
  const inserts: { at: number; text: string }[] = []
  const module = file.replace(/^app\/(domain\/)?/, '').replace(/(\.server)?\.ts$/, '')

  const tapped = (name: string, { parameters }: ts.SignatureDeclaration) => {
    const at = parameters.findIndex((parameter) => parameter.name.getText(source) === 'actor')
    const type = parameters[at]?.type?.getText(source) ?? ''
    const takes: Takes = /null/.test(type) ? 'anyone' : /Acting/.test(type) ? 'acting' : 'signed'
    return at < 0
      ? null
      : `name: ${JSON.stringify(`${module} ${name}`)}, at: ${at}, takes: '${takes}'`
  }

  for (const statement of source.statements) {
    if (!isExported(statement)) continue
    if (ts.isFunctionDeclaration(statement) && statement.body && statement.name) {
      const name = statement.name.text
      const own = tapped(name, statement)
      if (own)
        inserts.push({
          at: statement.body.getStart(source) + 1,
          text: `globalThis.__calls?.heard && globalThis.__calls.heard({ ${own}, run: ${name} }, [...arguments]);`,
        })
    }
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!initializer || !ts.isArrowFunction(initializer)) continue
      const own = tapped(name.getText(source), initializer)
      if (!own) continue
      inserts.push({
        at: initializer.getStart(source),
        text: `((run) => (...all) => (globalThis.__calls?.heard && globalThis.__calls.heard({ ${own}, run }, all), run(...all)))(`,
      })
      inserts.push({ at: initializer.getEnd(), text: ')' })
    }
  }
  return inserts
    .sort((a, b) => b.at - a.at)
    .reduce((text, { at, text: own }) => text.slice(0, at) + own + text.slice(at), code)
}

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
