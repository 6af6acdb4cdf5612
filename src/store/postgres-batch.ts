/**
 * Statements as they go to PostgreSQL: those of one text that were asked for together become one statement where the text has a set-based form.
 * Everything is sent at once and nothing waited for, so that a whole round of statements costs one way there and one back.
 */
import type { Parameter, Row, SetBased, Statement, Value } from './sql.ts';

/** A parameter as it is sent. */
export type Sent = string | null;

/** Rows in the order of the select list; a statement without columns has an empty row for each row that it changed. */
export type Ask = (text: string, params: readonly Sent[]) => Promise<Value[][]>;

export interface Asked {
  readonly statement: Statement;
  /** Whether somebody waits for the rows. */
  readonly isAnswerWanted: boolean;
  rows: readonly Row[];
}

/** One statement under way and those whose rows it gives, which they have when it resolves. */
export interface Underway {
  readonly asked: readonly Asked[];
  readonly answered: Promise<void>;
}

/** A statement as it will be sent, and what its rows are for. */
interface Letter {
  readonly text: string;
  readonly params: readonly Sent[];
  readonly asked: readonly Asked[];
}

/**
 * Sends statements in an order that depends on what they are and not on who asked first: transactions that change the same rows then mostly reach
 * for them in the same order, and don't block each other crosswise. Statements of one text that have the same key keep the order of asking.
 * @throws when a parameter can't be stored; nothing has been sent then
 */
export function send(ask: Ask, round: readonly Asked[]): readonly Underway[] {
  return write(round).map(({ text, params, asked }) => ({
    asked,
    answered: ask(text, params).then((rows) => handOut(rows, asked)),
  }));
}

function write(round: readonly Asked[]): readonly Letter[] {
  const byText = new Map<string, Asked[]>();
  for (const asked of round) {
    const others = byText.get(asked.statement.text);
    if (others === undefined) byText.set(asked.statement.text, [asked]);
    else others.push(asked);
  }
  const letters: Letter[] = [];
  for (const text of [...byText.keys()].sort()) {
    const asked = byText.get(text) ?? [];
    const many = asked[0]?.statement.many;
    if (many !== undefined && asked.length > 1) letters.push(writeMany(many, inKeyOrder(asked)));
    else
      for (const one of inKeyOrder(asked))
        letters.push({ text, params: one.statement.params.map(toSent), asked: [one] });
  }
  return letters;
}

function writeMany({ text }: SetBased, asked: readonly Asked[]): Letter {
  const width = asked[0]?.statement.params.length ?? 0;
  return { text, params: Array.from({ length: width }, (_, index) => arrayOf(asked, index)), asked };
}

function handOut(rows: Value[][], asked: readonly Asked[]): void {
  const [one] = asked;
  if (asked.length === 1 && one !== undefined) {
    one.rows = rows;
    return;
  }
  if (!asked.some(({ isAnswerWanted }) => isAnswerWanted)) return;
  for (const row of rows) {
    const answered = asked[placeIn(row)];
    if (answered !== undefined) answered.rows = answered.rows.length === 0 ? [row] : [...answered.rows, row];
  }
}

/** Takes the place off the end of a row, counted from 0. */
function placeIn(row: Value[]): number {
  const place = row.pop();
  if (typeof place !== 'bigint') throw new Error('A set-based statement gave rows without the place that they answer.');
  return Number(place) - 1;
}

/** By the first parameter, which is the id in everything that changes rows, since rows are locked in the order in which a set names them. */
function inKeyOrder(asked: readonly Asked[]): readonly Asked[] {
  const isInOrder = asked.every((one, index) => {
    const before = asked[index - 1];
    return before === undefined || compareKeys(before, one) <= 0;
  });
  return isInOrder ? asked : asked.toSorted(compareKeys);
}

function compareKeys(a: Asked, b: Asked): number {
  const [one, other] = [a.statement.params[0] ?? '', b.statement.params[0] ?? ''];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** One parameter of many statements, in PostgreSQL's way of writing an array. */
function arrayOf(asked: readonly Asked[], index: number): string {
  let text = '{';
  for (const { statement } of asked) {
    const param = statement.params[index];
    if (text.length > 1) text += ',';
    if (typeof param === 'string') text += quote(checkText(param));
    else text += param === undefined ? missing() : (toSent(param) ?? 'NULL');
  }
  return `${text}}`;
}

function missing(): never {
  throw new Error('A statement was given fewer parameters than another of the same text.');
}

function quote(text: string): string {
  return `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
}

function toSent(param: Parameter): Sent {
  if (param === null) return null;
  if (typeof param === 'string') return checkText(param);
  if (typeof param === 'number' && !Number.isSafeInteger(param)) {
    throw new Error('A number that is no safe integer was to be stored.');
  }
  return `${param}`;
}

function checkText(text: string): string {
  if (text.includes('\0')) throw new Error('A text with a NUL character in it was to be stored.');
  return text;
}

/** PostgreSQL holds no text with a NUL character in it, so nothing is equal to one. It would refuse the question instead of saying so. */
export function canMatch(statement: Statement): boolean {
  return !statement.params.some((param) => typeof param === 'string' && param.includes('\0'));
}
