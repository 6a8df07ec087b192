import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { functions } from '../functions.ts'
import { structs } from '../structs.ts'

/** One function, class, type, enumeration or constant that `orthanc-wasm/assembly` exports. */
export interface ApiEntry {
  readonly name: string
  /** The text of its comment, in lines without the stars. */
  readonly doc: readonly string[]
  /** The declaration as TypeScript reads it: without `export`, without a body; of a class only the head. */
  readonly head: string
  readonly kind: 'class' | 'constant' | 'enumeration' | 'function' | 'type'
  /** Of a class, without what is private. */
  readonly members: readonly ApiMember[]
  /** What of the SDK it calls or reads. */
  readonly sdk: readonly SdkName[]
}

export interface ApiMember {
  readonly name: string
  readonly doc: readonly string[]
  /** The declaration in a class, without modifiers that only a body needs. */
  readonly declaration: string
  /** The same for readers: with default values. */
  readonly shown: string
  readonly sdk: readonly SdkName[]
}

/** A function of the SDK, or a field of one of its structs. */
export interface SdkName {
  readonly name: string
  readonly field?: string
}

/** The exports of one topic, in the order of index.ts. */
export interface ApiSection {
  readonly title: string
  readonly entries: readonly ApiEntry[]
}

/**
 * Reads the exports of `guest/assembly/index.ts` from the sources: its comments `// Title` begin the sections. `abi` is the
 * text of `abi.ts`, which is generated, too.
 */
export function readAssemblyApi(root: string, abi: string): readonly ApiSection[] {
  const sources = new Sources(join(root, 'guest/assembly'), abi)
  const sections: { title: string; entries: ApiEntry[] }[] = []
  const index = sources.file('index')
  for (const statement of index.statements) {
    if (!ts.isExportDeclaration(statement)) continue
    const title = sectionTitle(statement, index)
    if (title !== undefined) sections.push({ title, entries: [] })
    const section = sections.at(-1)
    if (section === undefined) throw new Error('guest/assembly/index.ts: exports without a title')
    for (const name of exportedNames(statement)) {
      section.entries.push(readEntry(sources, sources.find(moduleOf(statement), name), name))
    }
  }
  return sections
}

type Declaration =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableDeclaration

/** The files of the SDK, parsed as TypeScript, whose syntax AssemblyScript has. */
class Sources {
  private readonly folder: string
  private readonly files = new Map<string, ts.SourceFile>()

  constructor(folder: string, abi: string) {
    this.folder = folder
    this.add('abi', abi)
  }

  file(name: string): ts.SourceFile {
    const known = this.files.get(name)
    if (known !== undefined) return known
    return this.add(name, readFileSync(join(this.folder, `${name}.ts`), 'utf8'))
  }

  private add(name: string, text: string): ts.SourceFile {
    const file = ts.createSourceFile(`${name}.ts`, text, ts.ScriptTarget.ESNext, true)
    this.files.set(name, file)
    return file
  }

  /** The declaration of a name in a file, or in the file from which that one has it. */
  find(module: string, name: string): Declaration {
    const found = this.lookUp(this.file(module), name)
    if (found === undefined) throw new Error(`guest/assembly/${module}.ts: no ${name}`)
    return found
  }

  lookUp(file: ts.SourceFile, name: string): Declaration | undefined {
    for (const statement of file.statements) {
      const found = ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.find((one) => one.name.getText() === name)
        : statement
      if (found !== undefined && isDeclaration(found) && found.name?.getText() === name)
        return found
      if (importedNames(statement).includes(name))
        return this.lookUp(this.file(moduleOf(statement)), name)
    }
    return undefined
  }
}

function isDeclaration(node: ts.Node): node is Declaration {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableDeclaration(node)
  )
}

function importedNames(statement: ts.Statement): readonly string[] {
  if (ts.isExportDeclaration(statement)) return exportedNames(statement)
  if (!ts.isImportDeclaration(statement)) return []
  const bindings = statement.importClause?.namedBindings
  if (bindings === undefined || !ts.isNamedImports(bindings)) return []
  return bindings.elements.map(({ name }) => name.text)
}

function exportedNames({ exportClause }: ts.ExportDeclaration): readonly string[] {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return []
  return exportClause.elements.map(({ name }) => name.text)
}

function moduleOf(statement: ts.Statement): string {
  const isLinked = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
  const specifier = isLinked ? statement.moduleSpecifier : undefined
  if (specifier === undefined || !ts.isStringLiteral(specifier)) {
    throw new Error(`${statement.getText()}: not from a file`)
  }
  return specifier.text.replace(/^\.\//, '')
}

function sectionTitle(statement: ts.Statement, file: ts.SourceFile): string | undefined {
  const comments = file.text.slice(statement.getFullStart(), statement.getStart())
  return /^\/\/ (.+)$/m.exec(comments)?.[1]
}

function readEntry(sources: Sources, node: Declaration, name: string): ApiEntry {
  const members = ts.isClassDeclaration(node) ? readMembers(sources, node) : []
  const sdk = ts.isFunctionDeclaration(node) ? sdkNamesOf(sources, node) : []
  const documented = ts.isVariableDeclaration(node) ? node.parent.parent : node
  return { name, kind: kindOf(node), doc: docOf(documented), head: headOf(node), members, sdk }
}

function kindOf(node: Declaration): ApiEntry['kind'] {
  if (ts.isFunctionDeclaration(node)) return 'function'
  if (ts.isVariableDeclaration(node)) return 'constant'
  if (ts.isTypeAliasDeclaration(node)) return 'type'
  return ts.isEnumDeclaration(node) ? 'enumeration' : 'class'
}

function headOf(node: Declaration): string {
  if (ts.isFunctionDeclaration(node)) return `function ${node.name?.text}${signatureOf(node)}`
  if (ts.isVariableDeclaration(node)) return `const ${node.name.getText()}: ${typeOfValue(node)}`
  if (ts.isTypeAliasDeclaration(node)) return `type ${node.name.text} = ${node.type.getText()}`
  if (ts.isEnumDeclaration(node)) {
    const members = node.members
      .map((member) => `${member.getFullText().replace(/^\n/, '')},\n`)
      .join('')
    return `enum ${node.name.text} {\n${members}}`
  }
  const heritage = node.heritageClauses?.map((clause) => ` ${clause.getText()}`).join('') ?? ''
  return `${abstractMark(node)}class ${node.name?.text}${typeParametersOf(node)}${heritage}`
}

function abstractMark(node: ts.ClassDeclaration | ts.MethodDeclaration): string {
  const isAbstract = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword)
  return isAbstract === true ? 'abstract ' : ''
}

/** A constant of the SDK is an object that its file creates. */
function typeOfValue({ initializer, name }: ts.VariableDeclaration): string {
  if (initializer !== undefined && ts.isNewExpression(initializer)) {
    return initializer.expression.getText()
  }
  throw new Error(`${name.getText()}: its type is not known`)
}

function readMembers(sources: Sources, node: ts.ClassDeclaration): readonly ApiMember[] {
  return node.members.flatMap((member) => [
    ...(ts.isConstructorDeclaration(member) ? readParameterProperties(member) : []),
    ...readMember(sources, member),
  ])
}

function readMember(sources: Sources, member: ts.ClassElement): readonly ApiMember[] {
  if (ts.isConstructorDeclaration(member)) return [readConstructor(member)]
  if (isHidden(member)) return []
  const name = member.name?.getText() ?? ''
  const about = { name, doc: docOf(member), sdk: sdkNamesOf(sources, member) }
  if (ts.isGetAccessorDeclaration(member) || ts.isPropertyDeclaration(member)) {
    const shown = `${name}: ${typeText(member.type)}`
    return [{ ...about, declaration: `readonly ${shown}`, shown }]
  }
  if (!ts.isMethodDeclaration(member)) throw new Error(`${member.getText()}: unexpected`)
  if (isIndexOperator(member)) {
    const shown = `[${parameterList(member)}]: ${typeText(member.type)}`
    return [{ ...about, name: '[]', declaration: `readonly ${shown}`, shown }]
  }
  const isStatic = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
  const prefix = isStatic === true ? 'static ' : abstractMark(member)
  const declaration = `${prefix}${name}${signatureOf(member)}`
  const parameters = member.parameters.map((parameter) => parameter.getText()).join(', ')
  const shown = `${prefix}${name}${typeParametersOf(member)}(${parameters}): ${typeText(member.type)}`
  return [{ ...about, declaration, shown }]
}

/** A class whose constructor is private can have heirs in AssemblyScript, but not in TypeScript. */
function readConstructor(member: ts.ConstructorDeclaration): ApiMember {
  const declaration = isHidden(member)
    ? 'protected constructor()'
    : `constructor${parametersOf(member)}`
  const shown = isHidden(member)
    ? ''
    : `new ${member.parent.name?.getText()}${parametersOf(member)}`
  return { name: 'constructor', doc: docOf(member), declaration, shown, sdk: [] }
}

/** `readonly width: i32` of a constructor's parameters is a property. */
function readParameterProperties(node: ts.ConstructorDeclaration): readonly ApiMember[] {
  return node.parameters
    .filter((parameter) => parameter.modifiers !== undefined && !isHidden(parameter))
    .map((parameter) => {
      const name = parameter.name.getText()
      const shown = `${name}: ${typeText(parameter.type)}`
      return { name, doc: docOf(parameter), declaration: `readonly ${shown}`, shown, sdk: [] }
    })
}

function isIndexOperator(member: ts.MethodDeclaration): boolean {
  return (ts.getDecorators(member) ?? []).some((one) => one.getText() === "@operator('[]')")
}

function isHidden(node: ts.ClassElement | ts.ParameterDeclaration): boolean {
  const hiding = ts.ModifierFlags.Private | ts.ModifierFlags.Protected
  return (ts.getCombinedModifierFlags(node) & hiding) !== 0
}

function signatureOf(node: ts.FunctionDeclaration | ts.MethodDeclaration): string {
  return `${typeParametersOf(node)}${parametersOf(node)}: ${typeText(node.type)}`
}

function typeParametersOf({
  typeParameters,
}: ts.SignatureDeclaration | ts.ClassDeclaration): string {
  return typeParameters === undefined
    ? ''
    : `<${typeParameters.map((parameter) => parameter.getText()).join(', ')}>`
}

function parametersOf(node: ts.SignatureDeclaration): string {
  return `(${parameterList(node)})`
}

function parameterList({ parameters }: ts.SignatureDeclaration): string {
  return parameters
    .map(({ name, type, initializer }) => {
      const mark = initializer === undefined ? '' : '?'
      return `${name.getText()}${mark}: ${typeText(type)}`
    })
    .join(', ')
}

function typeText(type: ts.TypeNode | undefined): string {
  if (type === undefined) throw new Error('AssemblyScript has the type of everything')
  return type.getText()
}

/** The comment before a node, without its signs. */
function docOf(node: ts.Node): readonly string[] {
  const { text } = node.getSourceFile()
  const comment = (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [])
    .map(({ pos, end }) => text.slice(pos, end))
    .findLast((one) => one.startsWith('/**'))
  if (comment === undefined) return []
  return comment
    .slice(3, -2)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .filter((line, index, lines) => line !== '' || (index > 0 && index < lines.length - 1))
}

/**
 * What of the SDK a function uses: its own calls, or those of the functions that it calls if it has none, and so on. What
 * lies deeper, such as freeing a buffer, is not what an author looks for.
 */
function sdkNamesOf(sources: Sources, node: ts.Node): readonly SdkName[] {
  let level: readonly ts.Node[] = [node]
  const seen = new Set<ts.Node>()
  while (level.length > 0) {
    const names = level.flatMap(directSdkNames)
    if (names.length > 0) return distinct(names)
    for (const one of level) seen.add(one)
    level = level.flatMap((one) => calledFunctions(sources, one)).filter((one) => !seen.has(one))
  }
  return []
}

function directSdkNames(node: ts.Node): readonly SdkName[] {
  return nodesIn(node).flatMap((one): readonly SdkName[] => {
    if (ts.isIdentifier(one) && Object.hasOwn(functions, one.text)) return [{ name: one.text }]
    return requestField(one)
  })
}

const requestStruct = 'OrthancPluginHttpRequest'
const requestFields = new Set(
  Object.entries(structs)
    .find(([name]) => name === requestStruct)?.[1]
    .fields.map(({ name }) => name),
)

/** `changetype<OrthancPluginHttpRequest>(…).method`, `requestOf(…).groups` and `offsetof<…>('body')` read a field of the request. */
function requestField(node: ts.Node): readonly SdkName[] {
  const [target, field] = ts.isPropertyAccessExpression(node)
    ? [node.expression.getText(), node.name.text]
    : ts.isStringLiteral(node)
      ? [node.parent.getText(), node.text]
      : ['', '']
  const isOfRequest = /^(?:(?:changetype|offsetof)<OrthancPluginHttpRequest>|requestOf)\(/.test(
    target,
  )
  return isOfRequest && requestFields.has(field) ? [{ name: requestStruct, field }] : []
}

function calledFunctions(sources: Sources, node: ts.Node): readonly ts.Node[] {
  return nodesIn(node).flatMap((one) => {
    if (!ts.isCallExpression(one) || !ts.isIdentifier(one.expression)) return []
    const found = sources.lookUp(node.getSourceFile(), one.expression.text)
    return found === undefined ? [] : [found]
  })
}

function nodesIn(node: ts.Node): readonly ts.Node[] {
  const inside: ts.Node[] = []
  const visit = (one: ts.Node): void => {
    inside.push(one)
    ts.forEachChild(one, visit)
  }
  ts.forEachChild(node, visit)
  return inside
}

function distinct(names: readonly SdkName[]): readonly SdkName[] {
  return [...new Map(names.map((one) => [`${one.name}.${one.field}`, one])).values()]
}
