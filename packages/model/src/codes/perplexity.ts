/** exp(−Σ p log p) of shares p: the number of codes that would carry as much if all were used equally. @param use how often each is used */
export function perplexity(use: Float64Array): number {
  const total = use.reduce((sum, count) => sum + count, 0);
  const entropy = use.reduce((sum, count) => (count === 0 ? sum : sum - (count / total) * Math.log(count / total)), 0);
  return Math.exp(entropy);
}
