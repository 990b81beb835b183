import type { Millis } from '#core/clock';
import type { Db } from './open';

export interface Person {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly createdAt: Millis;
}

export interface PeopleStore {
  readonly byHandle: (handle: string) => Person | null;
  readonly byId: (id: number) => Person | null;
  readonly all: () => readonly Person[];
  readonly add: (handle: string, name: string, createdAt: Millis) => Person;
}

const COLUMNS = 'SELECT id, handle, name, created_at AS createdAt FROM people';

export function createPeopleStore(db: Db): PeopleStore {
  const byHandle = db.prepare<[string], Person>(`${COLUMNS} WHERE handle = ?`);
  const byId = db.prepare<[number], Person>(`${COLUMNS} WHERE id = ?`);
  const all = db.prepare<[], Person>(`${COLUMNS} ORDER BY id`);
  const add = db.prepare<[string, string, number]>('INSERT INTO people (handle, name, created_at) VALUES (?, ?, ?)');
  return {
    byHandle: (handle) => byHandle.get(handle) ?? null,
    byId: (id) => byId.get(id) ?? null,
    all: () => all.all(),
    add: (handle, name, createdAt) => ({ id: Number(add.run(handle, name, createdAt).lastInsertRowid), handle, name, createdAt }),
  };
}
