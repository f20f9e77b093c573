// Turns the data of npm's @pydantic/genai-prices into the resource that DefaultPrices reads: one model
// a line, so that a refresh can be read as a diff.
//
//     npm install && npm run refresh [-- 2026-11-24]
//
// The date, today by default, decides between prices that change on a day.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { waitForUpdate } from '@pydantic/genai-prices'

const entry = fileURLToPath(import.meta.resolve('@pydantic/genai-prices'))
const home = entry.slice(0, entry.lastIndexOf('/dist/'))
const target = new URL('../resources/prices/', import.meta.url)
const date = process.argv[2] ?? new Date().toISOString().slice(0, 10)

// Their keys and ours. What else they price (sound, pictures, searches) is not metered.
const KINDS = {
  input_mtok: 'inputPrice',
  output_mtok: 'outputPrice',
  cache_read_mtok: 'cacheReadPrice',
  cache_write_mtok: 'cacheWritePrice',
  cache_write_1h_mtok: 'cacheWriteHourPrice',
  output_reasoning_mtok: 'reasoningPrice',
}

// Of the package's rule, the last condition that is true goes first. A price for some hours of the
// day has no place in one list, so the one that holds for most of the day is taken.
function pricesOf(model) {
  if (!Array.isArray(model.prices)) return model.prices
  const minutes = new Map()
  for (let minute = 0; minute < 24 * 60; minute++) {
    const now = new Date(`${date}T00:00:30Z`).getTime() + minute * 60_000
    const prices = model.prices.findLast(({ constraint }) => holds(constraint, new Date(now))) ?? model.prices[0]
    minutes.set(prices, (minutes.get(prices) ?? 0) + 1)
  }
  return [...minutes].sort((a, b) => b[1] - a[1])[0][0].prices
}

function holds(constraint, now) {
  switch (constraint?.type) {
    case undefined:
      return true
    case 'start_date':
      return now >= new Date(constraint.start_date)
    case 'time_of_date': {
      const [time, start, end] = [now.toISOString().slice(11, 19), utc(constraint.start_time), utc(constraint.end_time)]
      return end < start ? time >= start || time < end : time >= start && time < end
    }
    default:
      throw new Error(`A condition that is new: ${JSON.stringify(constraint)}`)
  }
}

function utc(time) {
  return new Date(`${date}T${time}`).toISOString().slice(11, 19)
}

// Twelve digits: some prices were divided, and end in the noise of a double.
function decimal(number, scale = 0) {
  const [, digits, exponent] = number.toExponential(11).match(/^(.*)e(.*)$/)
  const unscaled = digits.replace('.', '')
  const point = Number(exponent) + 1 - scale
  const text =
    point <= 0
      ? `0.${'0'.repeat(-point)}${unscaled}`
      : `${unscaled.slice(0, point).padEnd(point, '0')}.${unscaled.slice(point)}`
  return text.replace(/\.?0+$/, '')
}

function listOf(prices) {
  const list = {}
  const starts = new Set()
  for (const [theirs, ours] of Object.entries(KINDS)) {
    const price = prices[theirs]
    if (price === undefined) continue
    list[ours] = decimal(typeof price === 'object' ? price.base : price)
    if (typeof price === 'object') price.tiers.forEach((tier) => starts.add(tier.start))
  }
  if (prices.requests_kcount !== undefined) list.requestPrice = decimal(prices.requests_kcount, 3)
  if (starts.size) list.tiers = [...starts].sort((a, b) => a - b).map((start) => tierAt(start, prices))
  return list
}

function tierAt(start, prices) {
  const tier = { aboveInputTokens: start }
  for (const [theirs, ours] of Object.entries(KINDS)) {
    const reached = prices[theirs]?.tiers?.filter((step) => step.start <= start) ?? []
    if (reached.length) tier[ours] = decimal(reached.reduce((a, b) => (b.start > a.start ? b : a)).price)
  }
  return tier
}

// No prices may mean free or not known; only what says so is free.
function isFree({ id, price_comments: comment, description }, prices) {
  const said = id.endsWith(':free') || /free of charge|included in/i.test(`${comment} ${description}`)
  return said && !Object.keys(prices).length
}

// Names that say nothing beyond the id are left out.
function modelOf(model) {
  const { id, name, match, context_window: contextWindow } = model
  const prices = pricesOf(model)
  return JSON.stringify({
    id,
    name: name === id ? undefined : name,
    match,
    ...listOf(isFree(model, prices) ? { input_mtok: 0, output_mtok: 0 } : prices),
    contextWindow,
  })
}

function providerOf(provider) {
  const head = JSON.stringify({
    id: provider.id,
    name: provider.name,
    address: provider.api_pattern,
    providerMatch: provider.provider_match,
    modelMatch: provider.model_match,
    fallbacks: provider.fallback_model_providers,
  })
  return `${head.slice(0, -1)},"models":[\n${provider.models.map(modelOf).join(',\n')}\n]}`
}

// The order decides which of two that match is meant, so it is the package's own: by id.
const providers = await waitForUpdate()
const { name, version } = JSON.parse(readFileSync(`${home}/package.json`, 'utf8'))
const source = JSON.stringify({ package: name, version, date })
writeFileSync(
  new URL('default-prices.json', target),
  `${source.slice(0, -1)},"providers":[\n${providers.map(providerOf).join(',\n')}\n]}\n`,
)
writeFileSync(
  new URL('NOTICE', target),
  `default-prices.json is made of data of the package ${name}, version ${version}, as of ${date},
https://github.com/pydantic/genai-prices, which is under this licence:

${readFileSync(`${home}/LICENSE`, 'utf8')}`,
)
console.log(`${name} ${version}: ${providers.reduce((sum, p) => sum + p.models.length, 0)} models as of ${date}`)
