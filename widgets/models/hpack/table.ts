// The tables of HPACK as one address space: RFC 7541, sections 2.3, 4 and appendix A. A table is a value: adding returns
// another table, so that a figure can show every step.
import { staticTable } from './static-table.ts';

/** Name and value are octets, one character for each (`utf8` text has been encoded before). */
export interface Field {
  readonly name: string;
  readonly value: string;
}

export interface DynamicTable {
  /** The newest first: index 62 is `entries[0]`. */
  readonly entries: readonly Field[];
  /** RFC 7541 (4.1): the sum over all entries, see `entrySize`. */
  readonly size: number;
  /** What the encoder has announced, never above what the decoder allows. */
  readonly maxSize: number;
}

/** SETTINGS_HEADER_TABLE_SIZE, if nobody says otherwise: RFC 9113 (6.5.2). */
export const defaultTableSize = 4_096;
/** The first index of the dynamic table: RFC 7541 (2.3.3). */
export const firstDynamic = staticTable.length + 1;

export function emptyTable(maxSize: number = defaultTableSize): DynamicTable {
  return { entries: [], size: 0, maxSize };
}

/** RFC 7541 (4.1): both lengths without Huffman code, and 32 for what an implementation spends on an entry. */
export function entrySize({ name, value }: Field): number {
  return name.length + value.length + 32;
}

/** A table after a change, and the entries that had to go, the oldest first. */
export interface Changed {
  readonly table: DynamicTable;
  readonly evicted: readonly Field[];
}

/** RFC 7541 (4.4): the oldest make room. A field larger than the whole table empties it and is not added. */
export function added(table: DynamicTable, field: Field): Changed {
  const own = entrySize(field);
  const { table: kept, evicted } = shrunk(table, table.maxSize - own);
  if (own > table.maxSize) return { table: { ...kept, maxSize: table.maxSize }, evicted };
  return {
    table: { entries: [field, ...kept.entries], size: kept.size + own, maxSize: table.maxSize },
    evicted,
  };
}

/** RFC 7541 (4.3): a smaller maximum evicts at once. */
export function resized(table: DynamicTable, maxSize: number): Changed {
  const { table: kept, evicted } = shrunk(table, maxSize);
  return { table: { ...kept, maxSize }, evicted };
}

function shrunk(table: DynamicTable, room: number): Changed {
  let { size } = table;
  let count = table.entries.length;
  const evicted: Field[] = [];
  while (count > 0 && size > room) {
    count -= 1;
    const oldest = table.entries[count];
    if (!oldest) break;
    size -= entrySize(oldest);
    evicted.push(oldest);
  }
  return { table: { entries: table.entries.slice(0, count), size, maxSize: table.maxSize }, evicted };
}

/** The entry of an index, 1 to 61 static, above that dynamic; undefined if there is none. RFC 7541 (2.3.3). */
export function entryAt(table: DynamicTable, index: number): Field | undefined {
  const fixed = staticTable[index - 1];
  if (fixed) return { name: fixed[0], value: fixed[1] };
  return index >= firstDynamic ? table.entries[index - firstDynamic] : undefined;
}

/** The lowest index with this name and value, and the lowest with this name; 0 if there is none. */
export function find(table: DynamicTable, { name, value }: Field): { readonly whole: number; readonly name: number } {
  let named = 0;
  for (const [index, entry] of staticTable.entries()) {
    if (entry[0] !== name) continue;
    if (entry[1] === value) return { whole: index + 1, name: index + 1 };
    named ||= index + 1;
  }
  for (const [index, entry] of table.entries.entries()) {
    if (entry.name !== name) continue;
    if (entry.value === value) return { whole: firstDynamic + index, name: named || firstDynamic + index };
    named ||= firstDynamic + index;
  }
  return { whole: 0, name: named };
}
