/**
 * What must never be in the tables, asked in SQL that both databases understand: each statement counts rows that contradict each other. It is the one
 * place in the tests that looks behind the store, for what no caller could see.
 */
export const TABLE_FAULTS: Readonly<Record<string, string>> = {
  'families with two refresh tokens that are unspent': `
    select count(*) from (
      select family_id from tokens where kind = 'refresh' and spent_at is null group by family_id having count(*) > 1
    ) faults`,
  'refresh tokens that two were exchanged for': `
    select count(*) from (
      select successor_id from tokens where successor_id is not null group by successor_id having count(*) > 1
    ) faults`,
  'spent refresh tokens without their successors': `
    select count(*) from tokens t where t.spent_at is not null and (
      not exists (select 1 from tokens s where s.id = t.successor_id and s.family_id = t.family_id)
      or not exists (select 1 from tokens s where s.id = t.successor_access_id and s.family_id = t.family_id))`,
  'tokens without their family': `
    select count(*) from tokens t where not exists (select 1 from families f where f.id = t.family_id)`,
  'spent codes without the family that they gave': `
    select count(*) from codes k where k.spent_at is not null
      and not exists (select 1 from families f where f.id = k.family_id)`,
};

/** The names of the faults that a database has. @param count runs a statement and gives the number that it selects */
export async function findTableFaults(count: (statement: string) => Promise<number>): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [name, statement] of Object.entries(TABLE_FAULTS)) if ((await count(statement)) !== 0) faults.push(name);
  return faults;
}
