/** Rules of the house that a file's text or name tells, besides what it imports. Each answers with what is wrong. */
import { readTokens, type Token } from './tokens.ts';

/** Nothing but the machine's clock asks what time it is. */
export function findClockReads(source: string): readonly string[] {
  const tokens = readTokens(source);
  return tokens.flatMap((token, at) => {
    const text = [token, ...tokens.slice(at + 1, at + 5)].map((one) => one.text).join('');
    const isAsked =
      token.kind === 'word' &&
      (/^(Date|performance)\.now\b/.test(text) ||
        /^(newDate(\(\)|(?!\())|Temporal\.Now|process\.hrtime)/.test(text) ||
        (/^Date\(/.test(text) && tokens[at - 1]?.text !== 'new'));
    return isAsked ? [`line ${token.line}: asks the time`] : [];
  });
}

const WIRE_WORDS = /grant_type|clientToken|PwsMessage|SessionID|OAuthLogon|statusCode|text\/xml/;

/** Wire words stay in platforms and dialects: the core has none, not even in a comment. */
export function findWireWords(source: string): readonly string[] {
  return source.split('\n').flatMap((line, at) => {
    const word = WIRE_WORDS.exec(line)?.[0];
    return word === undefined ? [] : [`line ${at + 1}: ${word}`];
  });
}

const MOST_LINES = 400;

export function findExcess(source: string): readonly string[] {
  const lines = source.replace(/\n$/, '').split('\n').length;
  return lines > MOST_LINES ? [`${lines} lines, and ${MOST_LINES} are the most`] : [];
}

const EMPTY_NAME = /^(util|helper|common|shared|misc|manager|service|handler|processor|base|impl|data|info)s?$/;

/** Names that say nothing: a file, a folder or an export may not be one, nor end in one. */
export function findEmptyNames(path: string, source: string): readonly string[] {
  const places = path.replace(/(\.test)?\.ts$/, '').split('/');
  const inPath = places.filter((place) => EMPTY_NAME.test(place.split('-').at(-1) ?? ''));
  const exported = exportedNames(readTokens(source)).filter((name) => EMPTY_NAME.test(lastWord(name)));
  return [...inPath, ...exported].map((name) => `${name}: a name that says nothing`);
}

function lastWord(name: string): string {
  const words = name === name.toUpperCase() ? name.split('_') : name.split(/(?=[A-Z])/);
  return words.at(-1)?.toLowerCase() ?? '';
}

function exportedNames(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'word' || token.text !== 'export') return [];
    const rest = tokens.slice(at + 1, at + 5).filter(({ text }) => !/^(async|abstract|declare|\*)$/.test(text));
    const [kind, name] = rest;
    return /^(const|let|function|class|interface|type)$/.test(kind?.text ?? '') && name?.kind === 'word'
      ? [name.text]
      : [];
  });
}
