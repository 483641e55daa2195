import { Cluster, type ClusterOptions, type Redis } from 'ioredis'

/**
 * Connects to a Redis Cluster by way of any of its nodes that answers.
 * @param addresses with commas between; what the first says about user, password and TLS holds for all
 */
export function connectCluster(addresses: string, options: ClusterOptions): Redis {
  const nodes = addresses.split(',').map((address) => new URL(address.trim()))
  const [first] = nodes
  const cluster = new Cluster(
    nodes.map(({ hostname, port }) => ({ host: hostname, port: Number(port || 6379) })),
    {
      ...options,
      redisOptions: {
        ...options.redisOptions,
        ...(first?.username && { username: decodeURIComponent(first.username) }),
        ...(first?.password && { password: decodeURIComponent(first.password) }),
        ...(first?.protocol === 'rediss:' && { tls: {} }),
      },
    },
  )
  // Of a connection we use what both have: commands, status, and the events of coming and going.
  return cluster as unknown as Redis
}
