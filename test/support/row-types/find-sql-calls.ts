import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { productFolder } from '../../../programs.ts';

/** A property of a row type, as the checker writes it: `number | string`, `Date | null`. */
export interface RowProperty {
  name: string;
  /** The parts of its union. */
  types: string[];
  isOptional: boolean;
}

/** One `runSql(db, file, …)` in the sources. */
export interface SqlCall {
  /** `activities/raw/drop-old-raw.ts:22` */
  place: string;
  /** The source file and what stands there for the statement: `activities/store/stage-body.ts stage.file`. */
  asked: string;
  /** Files below `sql/`, without their ending, that the call may run; undefined where its type does not tell. */
  files: string[] | undefined;
  /** Undefined: the rows have no type. */
  row: RowProperty[] | undefined;
  /** Whether anything is done with the rows. */
  isUsed: boolean;
}

const isSource = (file: ts.SourceFile) => !file.isDeclarationFile && !file.fileName.includes('node_modules');

/** Statements below `sql/`, without their ending. */
export function listStatements(): string[] {
  const folder = join(productFolder, 'sql');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql') && /[\\/]/.test(file) && !/^(migrations|views)[\\/]/.test(file))
    .map((file) => file.slice(0, -'.sql'.length).split(sep).join('/'));
}

function createProgram(files: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(join(productFolder, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, productFolder, undefined);
  return ts.createProgram(files, options);
}

function sourceFiles(folders: readonly string[]): string[] {
  return folders
    .map((folder) => join(productFolder, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(folder, file)),
    );
}

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => eachNode(child, visit));
}

const isRunSql = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'runSql';

/** The texts that an expression may be, as a pattern; undefined where its type does not tell. */
function textsOf(checker: ts.TypeChecker, node: ts.Expression): RegExp | undefined {
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map(({ literal }) => `[^/]+${literal.text}`);
    return new RegExp(`^${node.head.text}${parts.join('')}$`);
  }
  const type = checker.getTypeAtLocation(node);
  const types = type.isUnion() ? type.types : [type];
  if (!types.every((one) => one.isStringLiteral())) return undefined;
  return new RegExp(`^(${types.map((one) => (one as ts.StringLiteralType).value).join('|')})$`);
}

/** The row type that the call gives its rows, written down or inferred from what it is assigned to. */
function rowOf(checker: ts.TypeChecker, call: ts.CallExpression): RowProperty[] | undefined {
  const signature = checker.getResolvedSignature(call)!;
  const [rows] = checker.getTypeArguments(checker.getReturnTypeOfSignature(signature) as ts.TypeReference);
  const [row] = rows ? checker.getTypeArguments(rows as ts.TypeReference) : [];
  const properties = row ? checker.getPropertiesOfType(row) : [];
  if (properties.length === 0) return undefined;
  return properties.map((property) => {
    const type = checker.getTypeOfSymbolAtLocation(property, call);
    const types = type.isUnion() ? type.types : [type];
    return {
      name: property.name,
      types: [...new Set(types.map((one) => checker.typeToString(checker.getBaseTypeOfLiteralType(one))))],
      isOptional: Boolean(property.flags & ts.SymbolFlags.Optional),
    };
  });
}

/** `await runSql(…);` and `return void runSql(…)` use nothing; whoever returns or names the promise may. */
function isUsed(call: ts.Node): boolean {
  const { parent } = call;
  if (ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent)) return isUsed(parent);
  return !ts.isExpressionStatement(parent) && !ts.isVoidExpression(parent);
}

/**
 * Every call of `runSql` in some folders, with what it may run and the type that it gives the rows.
 *
 * @param folders from the root
 */
export function findSqlCalls(folders: readonly string[]): SqlCall[] {
  const program = createProgram(sourceFiles(folders));
  const checker = program.getTypeChecker();
  const statements = listStatements();
  const calls: SqlCall[] = [];
  for (const source of program.getSourceFiles().filter(isSource))
    eachNode(source, (node) => {
      const file = isRunSql(node) && node.arguments[1];
      if (!file) return;
      const path = relative(productFolder, source.fileName).split(sep).join('/');
      if (!folders.some((folder) => path.startsWith(`${folder}/`))) return;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const pattern = textsOf(checker, file);
      calls.push({
        place: `${path}:${line + 1}`,
        asked: `${path} ${file.getText()}`,
        files: pattern && statements.filter((one) => pattern.test(one)),
        row: rowOf(checker, node),
        isUsed: isUsed(node),
      });
    });
  return calls;
}
