import { readTokens, type Token } from './tokens.ts';

export interface Import {
  /** Undefined for a call whose specifier is no plain string. */
  readonly specifier: string | undefined;
  /** `import type` or `export type`: gone before the program runs. A list of inline `type` members is not: the module is still loaded. */
  readonly isTypeOnly: boolean;
  readonly line: number;
}

/** Every module that a source names: `import … from`, bare `import`, `export … from`, `import()`, `getBuiltinModule()`, and `import type` of each kind. */
export function findImports(source: string): readonly Import[] {
  const tokens = readTokens(source);
  const found: Import[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word') continue;
    // They load modules past the compiler, so they are looked for as members too.
    if (/^(require|createRequire)$/.test(token.text)) {
      found.push({ specifier: undefined, isTypeOnly: false, line: token.line });
    }
    if (token.text === 'getBuiltinModule') found.push(readCall(tokens, at));
    if (isSign(tokens[at - 1], '.')) continue;
    if (token.text === 'import') found.push(...readImport(tokens, at));
    if (token.text === 'export') found.push(...readExport(tokens, at));
  }
  return found;
}

function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}

function isWord(token: Token | undefined, text: string): boolean {
  return token?.kind === 'word' && token.text === text;
}

function readImport(tokens: readonly Token[], at: number): readonly Import[] {
  const line = tokens[at]?.line ?? 0;
  const next = tokens[at + 1];
  if (next?.kind === 'string') return [{ specifier: next.text, isTypeOnly: false, line }];
  if (isSign(next, '(')) return [readCall(tokens, at)];
  // `import.meta`, or a member called import.
  if (next?.kind !== 'word' && !isSign(next, '{') && !isSign(next, '*')) return [];
  return fromClause(tokens, at, line);
}

function readCall(tokens: readonly Token[], at: number): Import {
  const inside = tokens[at + 2];
  const isPlain =
    isSign(tokens[at + 1], '(') &&
    inside?.kind === 'string' &&
    (isSign(tokens[at + 3], ')') || isSign(tokens[at + 3], ','));
  return { specifier: isPlain ? inside.text : undefined, isTypeOnly: false, line: tokens[at]?.line ?? 0 };
}

function readExport(tokens: readonly Token[], at: number): readonly Import[] {
  const line = tokens[at]?.line ?? 0;
  const next = isWord(tokens[at + 1], 'type') ? tokens[at + 2] : tokens[at + 1];
  return isSign(next, '{') || isSign(next, '*') ? fromClause(tokens, at, line) : [];
}

/** `from '…'` closes the clause; anything that can't stand in one means that there is none. */
function fromClause(tokens: readonly Token[], at: number, line: number): readonly Import[] {
  const isTypeOnly = isWord(tokens[at + 1], 'type') && !isWord(tokens[at + 2], 'from') && !isSign(tokens[at + 2], ',');
  for (let i = at + 1; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || (token.kind === 'sign' && !/^[{},*]$/.test(token.text))) return [];
    const module = tokens[i + 1];
    if (isWord(token, 'from') && module?.kind === 'string') return [{ specifier: module.text, isTypeOnly, line }];
    if (token.kind === 'string' && !isWord(tokens[i + 1], 'as') && !isWord(tokens[i - 1], 'as')) return [];
  }
  return [];
}
