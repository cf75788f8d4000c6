// Names places in generated files as people do: `GET /pets: response 200 member id`, `Pet.id`.

/** The words for the path of a type member, as `typeMembers` gives it. */
export function placeWords(path: readonly string[]): string {
  const [root = '', kind = '', name = '', ...rest] = path
  if (/^[A-Z]+ /.test(root)) {
    const words = operationWords(path.slice(1))
    return words === '' ? root : `${root}: ${words}`
  }
  if (root === 'components' && kind === 'schemas' && name !== '') return members([name, ...rest])
  if (root === 'alias') return `type ${kind}`
  if (root === 'function') return `function ${kind}`
  return members(path)
}

/** Whether a member only holds others: a change in it shows in them. */
export function isFrame(path: readonly string[]): boolean {
  const [root = '', ...rest] = path
  // What a path item has of its own is in its operations as well.
  if (root === 'paths') return true
  if (!/^[A-Z]+ /.test(root)) return path.length < (root === 'components' ? 3 : 2)
  const [part, , frame] = rest
  if (part === 'parameters') return rest.length <= 2
  if (part === 'requestBody') return rest.length === 2
  if (part === 'responses') return rest.length === 1 || (rest.length === 3 && frame !== undefined)
  return false
}

function operationWords(path: readonly string[]): string {
  const [part, first = '', second = '', ...rest] = path
  if (part === 'parameters' && second !== '') {
    return withMembers(`${first} parameter ${second}`, rest)
  }
  if (part === 'requestBody') return bodyWords('request body', path.slice(1))
  if (part === 'responses' && second === 'headers') {
    const [name = '', ...below] = rest
    return withMembers(`response ${first} header ${name}`, below)
  }
  if (part === 'responses' && first !== '') return bodyWords(`response ${first}`, path.slice(2))
  return members(path)
}

/** `path` is what follows the body: `content`, a media type, members. */
function bodyWords(body: string, path: readonly string[]): string {
  const [frame, mediaType, ...rest] = path
  if (frame === undefined) return body
  if (frame !== 'content' || mediaType === undefined) return withMembers(body, path)
  // Nearly every body is JSON; its name would only be in the way, save where it is all there is.
  const named = mediaType === 'application/json' && rest.length > 0 ? body : `${body} ${mediaType}`
  return withMembers(named, rest)
}

function withMembers(words: string, path: readonly string[]): string {
  return path.length === 0 ? words : `${words} member ${members(path)}`
}

function members(path: readonly string[]): string {
  return path.join('.').replaceAll('.[]', '[]')
}

const branches = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])

/**
 * The path of a type member for tokens of a document's pointer, and the keyword below it in which
 * they end, if they do: `/components/schemas/Pet/properties/id/maxLength` is `maxLength` of Pet.id.
 */
export function memberPath(tokens: readonly string[]): { path: string[]; keyword: string } {
  const [root = '', first = '', second = '', ...rest] = tokens
  if (root === 'components' && first === 'schemas' && second !== '') {
    return schemaPath([root, first, second], rest)
  }
  if (root === 'paths' && second !== '') {
    const path = [`${second.toUpperCase()} ${first}`]
    const schema = rest.indexOf('schema')
    if (schema === -1) return { path: [...path, ...rest], keyword: '' }
    return schemaPath([...path, ...rest.slice(0, schema)], rest.slice(schema + 1))
  }
  return { path: [...tokens], keyword: '' }
}

function schemaPath(
  holder: string[],
  below: readonly string[],
): { path: string[]; keyword: string } {
  const path = [...holder]
  for (let place = 0; place < below.length; place += 1) {
    const token = below[place] ?? ''
    const next = below[place + 1]
    if (token === 'properties' && next !== undefined) {
      path.push(next)
      place += 1
    } else if (branches.has(token) && next !== undefined) place += 1
    else if (token === 'items') path.push('[]')
    else return { path, keyword: below.slice(place).join('.') }
  }
  return { path, keyword: '' }
}
