import type { FuzzOutcome, FuzzPluginOptions } from '../fuzz-outcome.ts'
import { RequestCampaign } from './request-campaign.ts'
import { openSubject, withFile, type Subject } from './subject.ts'
import { Random } from '../random.ts'
import type { Draft } from './request-draft.ts'
import { RequestGenerator } from './request-generator.ts'

/** Percentage of requests, at most, that put each word into each place. */
const wordsPercent = 60
/** Percentage of the other requests that vary one that did something new. */
const alikePercent = 50
/** Requests between two reports of progress. */
const progressEvery = 100

/**
 * Sends generated requests to the routes of a plugin, and reports traps, callbacks that do not end, refused calls, memory that
 * grows, and answers with bytes that were never written.
 *
 * Rejects with an error that names the file if the plugin cannot be loaded.
 */
export async function fuzzPlugin(options: FuzzPluginOptions): Promise<FuzzOutcome> {
  const { file, folder, seed, signal, progress } = options
  const subject = await openSubject(options)
  try {
    const campaign = new RequestCampaign(subject, folder, seed)
    const runs = subject.patterns.length === 0 ? 0 : await sendAll(campaign, subject, options)
    if (!signal.aborted) progress('looking for memory that grows and bytes that are never written')
    await campaign.checkSamples(signal)
    const { failures, tried } = campaign
    return { seed, runs, tried, failures }
  } catch (error) {
    // The plugin started before, and failed to start again.
    throw withFile(file, error)
  } finally {
    await subject.runner.close()
  }
}

/** Sends the requests, and returns their number. */
async function sendAll(
  campaign: RequestCampaign,
  subject: Subject,
  { runs, seed, signal, progress }: FuzzPluginOptions,
): Promise<number> {
  let sent = 0
  for (const draft of makeDrafts(campaign, subject, { runs, seed })) {
    if (signal.aborted) break
    await campaign.try(draft)
    sent++
    if (sent % progressEvery === 0)
      progress(`${sent} of ${runs} requests, ${campaign.failures.length} failures`)
  }
  return sent
}

/** First the words of the plugin in all places, then any requests, and variations of one that did something new. */
function* makeDrafts(
  campaign: RequestCampaign,
  { patterns }: Subject,
  { runs, seed }: Pick<FuzzPluginOptions, 'runs' | 'seed'>,
): Generator<Draft> {
  const random = new Random(seed)
  const generator = new RequestGenerator(patterns, [...campaign.words], random)
  let left = runs
  for (const draft of generator.words(Math.floor((runs * wordsPercent) / 100))) {
    left--
    yield draft
  }
  for (; left > 0; left--) {
    const { samples } = campaign
    const isAlike = samples.length > 0 && random.chance(alikePercent)
    yield isAlike ? generator.like(random.pick(samples)) : generator.any()
  }
}
