import type { Sqlite } from '#db/open';

export interface Column { readonly name: string; readonly type: string; readonly required: boolean; readonly fallback: string | null; readonly key: number }
export interface Table { readonly strict: boolean; readonly columns: Readonly<Record<string, Column>>; readonly foreignKeys: readonly string[] }
export interface Schema {
  readonly tables: Readonly<Record<string, Table>>;
  /** SQL of indexes, views and triggers, spaces evened out. */
  readonly others: Readonly<Record<string, string>>;
}

/** What really is in a database, as SQLite tells it. FTS5's own tables are left out. */
export function readSchema(sqlite: Sqlite): Schema {
  const named = sqlite.prepare<[], { type: string; name: string; sql: string | null }>("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'posts_fts_%' AND name NOT LIKE 'posts_cjk_%' AND name NOT LIKE 'posts_bin_fts_%'").all();
  const tables = named.filter((o) => o.type === 'table').map(({ name, sql }): readonly [string, Table] => {
    const columns = sqlite.prepare<[string], { name: string; type: string; notnull: number; dflt_value: string | null; pk: number }>('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)').all(name)
      .map((c): readonly [string, Column] => [c.name, { name: c.name, type: c.type.toUpperCase(), required: c.notnull === 1, fallback: c.dflt_value, key: c.pk }]);
    const foreignKeys = sqlite.prepare<[string], { from: string; table: string; to: string }>('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)').all(name).map((k) => `${k.from} -> ${k.table}.${k.to}`).sort();
    return [name, { strict: /\bSTRICT\s*$/i.test(sql ?? ''), columns: Object.fromEntries(columns), foreignKeys }];
  });
  const others = named.filter((o) => o.type !== 'table' && o.sql !== null).map((o): readonly [string, string] => [`${o.type} ${o.name}`, (o.sql ?? '').replaceAll(/[`"]/g, '').replaceAll(/\s+/g, ' ')]);
  return { tables: Object.fromEntries(tables), others: Object.fromEntries(others) };
}

/**
 * What a migration takes away or makes narrower, so that a row of the old version could be lost or refused. Linnet's
 * migrations only add: an older back-up must always come in whole.
 */
export function destructiveChanges(before: Schema, after: Schema): readonly string[] {
  return Object.entries(before.tables).flatMap(([name, old]): readonly string[] => {
    const table = after.tables[name];
    if (table === undefined) return [`table ${name} is gone`];
    const kept = Object.values(old.columns).flatMap((column): readonly string[] => {
      const now = table.columns[column.name];
      if (now === undefined) return [`column ${name}.${column.name} is gone`];
      return [
        ...(now.type === column.type ? [] : [`column ${name}.${column.name} changed from ${column.type} to ${now.type}`]),
        ...(now.required && !column.required ? [`column ${name}.${column.name} became required`] : []),
        ...(now.key === column.key ? [] : [`column ${name}.${column.name} changed its place in the key`]),
      ];
    });
    const added = Object.values(table.columns).filter((c) => old.columns[c.name] === undefined && c.required && c.fallback === null).map((c) => `column ${name}.${c.name} is new, required and has no default`);
    const pointing = table.foreignKeys.filter((k) => !old.foreignKeys.includes(k) && old.columns[k.split(' ')[0] ?? ''] !== undefined).map((k) => `${name}: new foreign key ${k} over old rows`);
    return [...kept, ...added, ...pointing, ...(old.strict && !table.strict ? [`table ${name} is no longer STRICT`] : [])];
  }).concat(Object.entries(after.others).filter(([name, sql]) => before.others[name] === undefined && sql.startsWith('CREATE UNIQUE') && Object.keys(before.tables).some((t) => sql.includes(` ON ${t} `)))
    .map(([name]) => `${name} is new and unique over old rows`));
}
