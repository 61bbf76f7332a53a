import ts from 'typescript'

/**
 * Where rights are told: `removes` names what a mutant takes away. Each is switched on at run time, so that one build holds
 * them all and each is tried by itself.
 */
export type MutantKind = 'predicate' | 'guard' | 'clause' | 'sql'

export interface Mutant {
  /** `file:line:column` of what is taken away. */
  id: string
  kind: MutantKind
  text: string
}

const guardCodes = ["'forbidden'", "'missing'", "'signed_out'"]
const rightNames = /^(may[A-Z]|acts|manages|takesFor)/
/** What only who asks can bring into a condition. */
const tenantWords = /\bactor\b|memberOf|ownAndHead|\bhosts\b/
const rightWords = /\bactor\b|\bmay[A-Z]|\bside|memberOf/

/** Rewrites a module of rights so that each of its predicates, guards and tenant clauses can be switched off. */
export function instrument(code: string, file: string): { code: string; mutants: Mutant[] } {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ESNext, true)
  const mutants: Mutant[] = []
  const isMayFile = /\/may[\w.]*\.ts$|\/actor\.ts$|\/access\.ts$/.test(file)

  const idOf = (node: ts.Node) => {
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source))
    return `${file}:${line + 1}:${character + 1}`
  }
  const add = (node: ts.Node, kind: MutantKind): string => {
    const id = `${idOf(node)}:${kind}`
    mutants.push({ id, kind, text: textOf(node, kind).replace(/\s+/g, ' ').slice(0, 120) })
    return JSON.stringify(id)
  }
  /** What is taken away; of a query its clause alone. */
  const textOf = (node: ts.Node, kind: MutantKind): string =>
    kind === 'clause' && ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)
      ? code.slice(node.expression.expression.getEnd(), node.getEnd()).trim()
      : node.getText(source)

  /** The text of a node with the mutants inside it. */
  function render(node: ts.Node): string {
    const changed = change(node)
    return changed ?? copy(node)
  }

  function copy(node: ts.Node): string {
    let text = ''
    let at = node.getStart(source)
    ts.forEachChild(node, (child) => {
      text += code.slice(at, child.getStart(source)) + render(child)
      at = child.getEnd()
    })
    return text + code.slice(at, node.getEnd())
  }

  function change(node: ts.Node): string | null {
    if (ts.isIfStatement(node) && refuses(node)) return guard(node)
    const truth = truthOf(node)
    if (truth) return parts(truth, node)
    if (ts.isTaggedTemplateExpression(node)) return asking(node)
    return ts.isCallExpression(node) ? clause(node) : null
  }

  /** A query that calls functions of schema `private` tells that it does. */
  function asking(node: ts.TaggedTemplateExpression): string | null {
    const names = node.template.getText(source).match(/private\.\w+(?=\()/g)
    return names && `(globalThis.__mutants.asks(${JSON.stringify(names)}), ${copy(node)})`
  }

  const refuses = ({ expression, thenStatement }: ts.IfStatement): boolean => {
    const text = thenStatement.getText(source)
    return (
      rightWords.test(expression.getText(source)) &&
      guardCodes.some((guardCode) => text.includes(`refuse(${guardCode}`))
    )
  }

  function guard(node: ts.IfStatement): string {
    const id = add(node.expression, 'guard')
    const rest = code.slice(node.expression.getEnd(), node.thenStatement.getStart(source))
    const tail = node.elseStatement ? ` else ${render(node.elseStatement)}` : ''
    return `if (globalThis.__mutants.bool(${id}, ${render(node.expression)}, false)${rest}${render(node.thenStatement)}${tail}`
  }

  function clause(node: ts.CallExpression): string | null {
    const text = node.arguments.map((argument) => argument.getText(source)).join(' ')
    const { expression } = node
    if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'where') {
      if (ts.isArrowFunction(node.arguments[0]!) || !tenantWords.test(text)) return null
      const id = add(node, 'clause')
      const args = node.arguments.map(render).join(', ')
      return `globalThis.__mutants.where(${id}, ${render(expression.expression)}, (__q) => __q.where(${args}))`
    }
    if (expression.getText(source) === 'eb' && tenantWords.test(text)) {
      const id = add(node, 'clause')
      return `globalThis.__mutants.eb(${id}, eb, () => ${copy(node)}, ${!isAlternative(node)})`
    }
    return null
  }

  /** Whether a condition is one of several of which one is enough: without it, it gives nobody anything. */
  const isAlternative = ({ parent }: ts.Node): boolean =>
    ts.isCallExpression(parent)
      ? parent.expression.getText(source) === 'eb.or'
      : (ts.isArrayLiteralExpression(parent) ||
          ts.isSpreadElement(parent) ||
          ts.isConditionalExpression(parent) ||
          ts.isParenthesizedExpression(parent)) &&
        isAlternative(parent)

  /** The condition that a right is told by: in a file of rights, or in a function with such a name. */
  function truthOf(node: ts.Node): ts.Expression | null {
    const owner = node.parent
    if (!owner || !ts.isExpression(node)) return null
    const tells =
      (ts.isArrowFunction(owner) && owner.body === node) ||
      (ts.isReturnStatement(owner) && owner.expression === node) ||
      (ts.isIfStatement(owner) && owner.expression === node)
    return tells && (isMayFile || rightNames.test(functionName(node) ?? '')) ? node : null
  }

  function functionName(node: ts.Node): string | null {
    for (let at = node.parent; at; at = at.parent) {
      if (ts.isFunctionDeclaration(at)) return at.name?.text ?? null
      if (ts.isVariableDeclaration(at) && ts.isIdentifier(at.name)) return at.name.text
      if (ts.isPropertyAssignment(at) && ts.isIdentifier(at.name)) return at.name.text
    }
    return null
  }

  const isLogical = (node: ts.Node): node is ts.BinaryExpression =>
    ts.isBinaryExpression(node) &&
    [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(
      node.operatorToken.kind,
    )

  /** A whole condition, or each of what it is joined of, taken away where it stands. */
  function parts(node: ts.Expression, root: ts.Node): string {
    if (ts.isParenthesizedExpression(node)) return `(${parts(node.expression, root)})`
    if (!isLogical(node)) return node === root && !isBoolean(node) ? copy(node) : part(node, true)
    const isAnd = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
    const side = (item: ts.Expression): string =>
      isLogical(item) || ts.isParenthesizedExpression(item) ? parts(item, root) : part(item, isAnd)
    return `${side(node.left)} ${node.operatorToken.getText(source)} ${side(node.right)}`
  }

  const part = (node: ts.Expression, without: boolean): string =>
    `globalThis.__mutants.bool(${add(node, 'predicate')}, ${copy(node)}, ${without})`

  /** What can only be true or false by its form. */
  const isBoolean = (node: ts.Expression): boolean =>
    (ts.isBinaryExpression(node) &&
      /^(===|!==|==|!=|<|>|<=|>=)$/.test(node.operatorToken.getText(source))) ||
    (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) ||
    (ts.isCallExpression(node) &&
      /^(is|has|may|acts|includes|some|every)\b|\.(includes|some|every)$|^(is|has|may|acts)[A-Z]/.test(
        node.expression.getText(source),
      ))

  return { code: code.slice(0, source.getStart()) + render(source), mutants }
}
