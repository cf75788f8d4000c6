// The literal text that every match of a pattern begins with: what a template-literal type can hold.

/** Characters that stand for themselves in a pattern, and need no escape in a template literal. */
const plain = /^[A-Za-z0-9 !"#%&',\-/:;<=>@_~]$/

/** Characters that stand for themselves after a backslash (ECMA-262 SyntaxCharacter, `/` and `-`). */
const escaped = /^[.*+?^()[\]{}|/-]$/

/**
 * The literal start of a pattern that is anchored at both ends, `AC` of `^AC[a-f0-9]{32}$`;
 * undefined where there is none, or where an alternative could begin otherwise.
 *
 * The rest must be a run that varies: a pattern that is all literal is a constant, not a prefix.
 */
export function literalPrefix(pattern: string): string | undefined {
  if (!pattern.startsWith('^') || hasAlternative(pattern)) return undefined
  let prefix = ''
  let place = 1
  while (place < pattern.length) {
    const character = literalAt(pattern, place)
    if (character === undefined) break
    const next = place + (pattern[place] === '\\' ? 2 : 1)
    if (/^[*?{]/.test(pattern.slice(next))) break
    prefix += character
    place = next
    // `A+` begins with an A, but what comes after it is not the next literal.
    if (pattern[next] === '+') break
  }
  const rest = pattern.slice(place)
  return prefix !== '' && rest !== '$' && endsAnchored(rest) ? prefix : undefined
}

function literalAt(pattern: string, place: number): string | undefined {
  const character = pattern[place] ?? ''
  if (character !== '\\') return plain.test(character) ? character : undefined
  const next = pattern[place + 1] ?? ''
  return escaped.test(next) ? next : undefined
}

/** Whether the last `$` is an anchor: one after an odd run of backslashes is a dollar sign. */
function endsAnchored(pattern: string): boolean {
  const tail = /(\\*)\$$/.exec(pattern)
  return tail !== null && (tail[1] ?? '').length % 2 === 0
}

/** Whether `|` stands outside every group and class, so that an anchor holds for one side only. */
function hasAlternative(pattern: string): boolean {
  let depth = 0
  let inClass = false
  for (let place = 0; place < pattern.length; place += 1) {
    const character = pattern[place]
    if (character === '\\') place += 1
    else if (inClass) inClass = character !== ']'
    else if (character === '[') inClass = true
    else if (character === '(') depth += 1
    else if (character === ')') depth -= 1
    else if (character === '|' && depth === 0) return true
  }
  return false
}
