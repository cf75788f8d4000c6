// Follows the links of HAL resources, never to another origin: the token goes wherever a link leads.
import { type Json, type JsonObject, member } from '../../contract/json.ts'
import { type Broker, brokerError } from './hal.ts'

/** Everything that a broker can do starts here. */
export async function readIndex(broker: Broker): Promise<JsonObject> {
  const { body } = await broker.send({ doing: 'for its index', url: `${broker.base}/` })
  return body
}

/** The address behind the first of the relations that a resource links; undefined for none. */
export function linked(resource: JsonObject, relations: readonly string[]): string | undefined {
  const links = member(resource, '_links')
  for (const relation of relations) {
    const [first]: (Json | undefined)[] = [member(links, relation)].flat()
    const href = member(first, 'href')
    if (typeof href === 'string') return href
  }
  return undefined
}

/** A link's address with its variables filled in, as RFC 6570 §3.2.2 does for simple ones. */
function expand(href: string, values: Readonly<Record<string, string>>): string {
  return href.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? encodeURIComponent(values[name] ?? '') : whole,
  )
}

/** Where a link leads; throws unless it stays at the broker. */
export function target(
  broker: Broker,
  href: string,
  values: Readonly<Record<string, string>> = {},
): string {
  const text = expand(href, values)
  const base = new URL(`${broker.base}/`)
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined
  if (url === undefined || /\{|%7B/i.test(url.pathname)) {
    throw brokerError(broker.base, 'has a link in its answer that leads nowhere.')
  }
  if (url.origin === base.origin && url.username === '' && url.password === '') return url.href
  throw brokerError(
    broker.base,
    `links to ${url.origin}, which is not followed, as the token would be sent there.`,
    "The broker's own base URL must be the address that it is asked at; it is set where it is started.",
  )
}
