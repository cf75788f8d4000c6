// Host names in any script: which labels there are (RFC 5890 to 5893), by the Unicode version of the engine.
import { decodePunycode, encodePunycode } from './punycode.ts'

// Classes of characters that regular expressions have no name for, from the Unicode Character Database:
// canonical combining class Virama, and joining types Dual_Joining and Right_Joining.
const virama =
  '\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d3b\\u0d3c\\u0d4d\\u0dca\\u0e3a\\u0eba' +
  '\\u0f84\\u1039\\u103a\\u1714\\u1715\\u1734\\u17d2\\u1a60\\u1b44\\u1baa\\u1bab\\u1bf2\\u1bf3\\u2d7f' +
  '\\ua806\\ua82c\\ua8c4\\ua953\\ua9c0\\uaaf6\\uabed\\u{10a3f}\\u{11046}\\u{11070}\\u{1107f}' +
  '\\u{110b9}\\u{11133}\\u{11134}\\u{111c0}\\u{11235}\\u{112ea}\\u{1134d}\\u{11442}\\u{114c2}' +
  '\\u{115bf}\\u{1163f}\\u{116b6}\\u{1172b}\\u{11839}\\u{1193d}\\u{1193e}\\u{119e0}\\u{11a34}' +
  '\\u{11a47}\\u{11a99}\\u{11c3f}\\u{11d44}\\u{11d45}\\u{11d97}'

const dual =
  '\\u0620\\u0626\\u0628\\u062a-\\u062e\\u0633-\\u063f\\u0641-\\u0647\\u0649\\u064a\\u066e\\u066f' +
  '\\u0678-\\u0687\\u069a-\\u06bf\\u06c1\\u06c2\\u06cc\\u06ce\\u06d0\\u06d1\\u06fa-\\u06fc\\u06ff' +
  '\\u0712-\\u0714\\u071a-\\u071d\\u071f-\\u0727\\u0729\\u072b\\u072d\\u072e\\u074e-\\u0758' +
  '\\u075c-\\u076a\\u076d-\\u0770\\u0772\\u0775-\\u0777\\u077a-\\u077f\\u07ca-\\u07ea\\u0841-\\u0845' +
  '\\u0848\\u084a-\\u0853\\u0855\\u0860\\u0862-\\u0865\\u0868\\u0886\\u0889-\\u088d\\u08a0-\\u08a9' +
  '\\u08af\\u08b0\\u08b3-\\u08b8\\u08ba-\\u08c8\\u1807\\u1820-\\u1878\\u1887-\\u18a8\\u18aa' +
  '\\ua840-\\ua871\\u{10ac0}-\\u{10ac4}\\u{10ad3}-\\u{10ad6}\\u{10ad8}-\\u{10adc}' +
  '\\u{10ade}-\\u{10ae0}\\u{10aeb}-\\u{10aee}\\u{10b80}\\u{10b82}\\u{10b86}-\\u{10b88}\\u{10b8a}' +
  '\\u{10b8b}\\u{10b8d}\\u{10b90}\\u{10bad}\\u{10bae}\\u{10d01}-\\u{10d21}\\u{10d23}' +
  '\\u{10f30}-\\u{10f32}\\u{10f34}-\\u{10f44}\\u{10f51}-\\u{10f53}\\u{10f70}-\\u{10f73}' +
  '\\u{10f76}-\\u{10f81}\\u{10fb0}\\u{10fb2}\\u{10fb3}\\u{10fb8}\\u{10fbb}\\u{10fbc}\\u{10fbe}' +
  '\\u{10fbf}\\u{10fc1}\\u{10fc4}\\u{10fca}\\u{1e900}-\\u{1e943}'

const right =
  '\\u0622-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671-\\u0673\\u0675-\\u0677\\u0688-\\u0699' +
  '\\u06c0\\u06c3-\\u06cb\\u06cd\\u06cf\\u06d2\\u06d3\\u06d5\\u06ee\\u06ef\\u0710\\u0715-\\u0719\\u071e' +
  '\\u0728\\u072a\\u072c\\u072f\\u074d\\u0759-\\u075b\\u076b\\u076c\\u0771\\u0773\\u0774\\u0778\\u0779' +
  '\\u0840\\u0846\\u0847\\u0849\\u0854\\u0856-\\u0858\\u0867\\u0869\\u086a\\u0870-\\u0882\\u088e' +
  '\\u08aa-\\u08ac\\u08ae\\u08b1\\u08b2\\u08b9\\u{10ac5}\\u{10ac7}\\u{10ac9}\\u{10aca}' +
  '\\u{10ace}-\\u{10ad2}\\u{10add}\\u{10ae1}\\u{10ae4}\\u{10aef}\\u{10b81}\\u{10b83}-\\u{10b85}' +
  '\\u{10b89}\\u{10b8c}\\u{10b8e}\\u{10b8f}\\u{10b91}\\u{10ba9}-\\u{10bac}\\u{10d22}\\u{10f33}' +
  '\\u{10f54}\\u{10f74}\\u{10f75}\\u{10fb4}-\\u{10fb6}\\u{10fb9}\\u{10fba}\\u{10fbd}\\u{10fc2}' +
  '\\u{10fc3}\\u{10fc9}'

const expression = (source: string) => new RegExp(source, 'u')

// RFC 5892 §2.6, §2.9, §2.3, §2.4: exceptions, old Hangul jamo, ignorable blocks and properties.
const valid = '\\u00df\\u03c2\\u06fd\\u06fe\\u0f0b\\u3007'
const invalid = '\\u0640\\u07fa\\u302e\\u302f\\u3031-\\u3035\\u303b'
const jamo = '\\u1100-\\u11ff\\ua960-\\ua97c\\ud7b0-\\ud7fb'
const ignorable = '\\u20d0-\\u20ff\\u{1d100}-\\u{1d24f}\\p{DI}\\p{White_Space}\\p{NChar}'
const contextual = '\\u00b7\\u0375\\u05f3\\u05f4\\u30fb\\u0660-\\u0669\\u06f0-\\u06f9\\u200c\\u200d'

/** RFC 5892 §3: the characters of a label; for the contextual ones there is more to be asked. */
function labelCharacters(): RegExp {
  const usual = `(?![${invalid}${jamo}${ignorable}]|\\p{CWKCF})[\\p{L}\\p{Nd}\\p{Mn}\\p{Mc}-]`
  return expression(`^(?:[${valid}${contextual}]|${usual})+$`)
}

/** RFC 5892 appendix A: contextual characters where they may not stand. */
function contextRules(): RegExp[] {
  const joinsLeft = `[\\ua872\\u{10acd}\\u{10ad7}\\u{10d00}\\u{10fcb}${dual}]`
  const joinsRight = `[${right}${dual}]`
  const transparent = '[\\p{Mn}\\p{Me}]*'
  const notEastern = '[^\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Han}]*'
  const rules = [
    // Not after a virama; U+200C also not between letters that would join.
    `(?<![${virama}])\\u200d`,
    `(?<![${virama}]|${joinsLeft}${transparent})\\u200c`,
    `(?<![${virama}])\\u200c(?!${transparent}${joinsRight})`,
    '(?<!l)\\u00b7|\\u00b7(?!l)',
    '\\u0375(?!\\p{sc=Greek})',
    '(?<!\\p{sc=Hebrew})[\\u05f3\\u05f4]',
    `^${notEastern}\\u30fb${notEastern}$`,
    '[\\u0660-\\u0669].*[\\u06f0-\\u06f9]|[\\u06f0-\\u06f9].*[\\u0660-\\u0669]',
  ]
  return rules.map(expression)
}

// Called and not written in place: a bundler drops a pure call that nobody needs, but no text that is put together.
const characters = /* @__PURE__ */ labelCharacters()
const misplaced = /* @__PURE__ */ contextRules()
const ascii = /^[\0-\x7f]*$/

/** RFC 5890 §2.3.2.1: whether a label is one in the script of its language. */
function isULabel(label: string): boolean {
  if (ascii.test(label) || label !== label.normalize('NFC')) return false
  if (/^-|-$|^..--|^\p{M}/u.test(label) || !characters.test(label)) return false
  return !misplaced.some((each) => each.test(label))
}

/** The label in its own script; undefined where it is none. */
function uLabel(label: string): string | undefined {
  if (!/^xn--/i.test(label)) {
    const isPlain = /^(?!-|..--)[a-z\d-]+(?<!-)$/i.test(label)
    return isPlain || isULabel(label) ? label : undefined
  }
  const written = label.slice(4).toLowerCase()
  const decoded = decodePunycode(written)
  const isALabel = decoded !== undefined && isULabel(decoded)
  return isALabel && encodePunycode(decoded) === written ? decoded : undefined
}

// Bidi classes R and AL, but for the marks in them, and AN (RFC 5893 §1.4).
const rightward =
  '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufeff\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}'
const arabicNumber = '\\u0660-\\u0669\\u{10d30}-\\u{10d39}'
const europeanNumber = '\\d\\u06f0-\\u06f9'
const letter = () => `(?![${arabicNumber}${europeanNumber}]|\\p{Mn})[${rightward}]`
const isRightward = (label: string) => expression(`${letter()}|[${arabicNumber}]`).test(label)

/** RFC 5893 §2: what every label keeps to in a name of which one is written from right to left. */
function isOrdered(label: string): boolean {
  // No two of these share a character, or a label could be read in exponentially many ways.
  const rtl = letter()
  const number = `[${arabicNumber}${europeanNumber}]`
  const mark = '[\\p{Mn}\\u200c\\u200d-]'
  const ltr = `(?![${rightward}]|[${europeanNumber}]|${mark})[^]`
  const toLeft = `^${rtl}(?:(?:${rtl}|${number}|${mark})*(?:${rtl}|${number}))?\\p{Mn}*$`
  const toRight = `^${ltr}(?:(?:${ltr}|[${europeanNumber}]|${mark})*(?:${ltr}|[${europeanNumber}]))?\\p{Mn}*$`
  const isMixed =
    expression(`[${arabicNumber}]`).test(label) && expression(`[${europeanNumber}]`).test(label)
  return (expression(toLeft).test(label) && !isMixed) || expression(toRight).test(label)
}

/** Whether the labels of a host name, as A-labels, U-labels or plain ones, may stand together. */
export function areLabels(labels: readonly string[]): boolean {
  // Every character takes at least one of the 253 in ASCII, and two units of UTF-16 at most.
  if (labels.join('.').length > 506) return false
  const decoded = labels.map(uLabel)
  const known = decoded.filter((label) => label !== undefined)
  if (known.length < labels.length) return false
  const written = known.map((label) => (ascii.test(label) ? label : `xn--${encodePunycode(label)}`))
  if (written.some((label) => label.length > 63) || written.join('.').length > 253) return false
  return !known.some(isRightward) || known.every(isOrdered)
}
