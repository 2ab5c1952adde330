/**
 * Maps of a bounded size.
 *
 * @module
 */

/**
 * Sets a new entry of a map that keeps at most `most` entries: where there is no room, the first one goes.
 *
 * @returns The value.
 */
export function setBounded<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, most: number): Value {
  const [first] = map.keys();
  if (map.size >= most && first !== undefined) map.delete(first);
  map.set(key, value);
  return value;
}
