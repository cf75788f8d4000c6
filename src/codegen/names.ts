// Names for generated code: every component schema gets one identifier, whatever its own name is.

/** Type names that openapi-typescript writes, so that no schema may take them over. */
const taken = ['Extract', 'Omit', 'ReadonlyArray', 'Record', 'WithRequired']

/**
 * The identifier of each schema name, in the order given: `simple-user` becomes `SimpleUser`.
 *
 * A name that is an identifier already keeps it, wherever in the list it stands; of the others the
 * first comer wins and the next is numbered (`SimpleUser_2`), so the same document always yields
 * the same names. All start with a capital: no reserved word of JavaScript does, and `is` fits
 * before each.
 */
export function identifiers(names: readonly string[]): ReadonlyMap<string, string> {
  const used = new Set(taken)
  const found = new Map<string, string>()
  for (const name of names) {
    if (pascal(name) !== name || used.has(name)) continue
    used.add(name)
    found.set(name, name)
  }
  for (const name of names) {
    if (found.has(name)) continue
    const identifier = free(pascal(name), used)
    used.add(identifier)
    found.set(name, identifier)
  }
  return new Map(names.map((name) => [name, found.get(name) ?? name]))
}

/** `first-second.third` as `FirstSecondThird`; an underscore stays, since it is legal anywhere. */
function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9_]+/).filter((word) => word !== '')
  const joined = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
  if (joined === '') return 'Schema'
  return /^[A-Z]/.test(joined) ? joined : `Schema${joined}`
}

function free(name: string, used: ReadonlySet<string>): string {
  if (!used.has(name)) return name
  let count = 2
  while (used.has(`${name}_${count}`)) count += 1
  return `${name}_${count}`
}
