import type { CallCard } from '@chatterly/protocol/messages/call-card'

type Words = { says: string; detail: string; isMissed: boolean; action: string }

/** What a card says depends on who reads it: nobody misses a call they made. */
export function cardWords({ media, result }: Pick<CallCard, 'media' | 'result'>, isOwn: boolean): Words {
  const call = media === 'video' ? 'Video call' : 'Voice call'
  const action = isOwn || result === 'answered' ? 'Call again' : 'Call back'
  const words = { says: call, detail: '', isMissed: false, action }
  const missed = { ...words, says: `Missed ${call.toLowerCase()}`, isMissed: true }
  switch (result) {
    case 'answered':
      return words
    case 'declined':
      return { ...words, detail: 'Declined' }
    case 'missed':
      return isOwn ? { ...words, detail: 'No answer' } : { ...missed, detail: 'Nobody answered' }
    case 'cancelled':
      return isOwn ? { ...words, detail: 'Cancelled' } : { ...missed, detail: 'Ended before an answer' }
  }
}

/** "48 s", "4 min 12 s", "1 h 5 min". */
export function durationWords(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}
