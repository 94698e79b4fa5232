/** The circles of a graph (file to files that it imports): one of the shortest for each knot, beginning and ending alike. */
export function findCycles(graph) {
  return knots(graph).map((knot) => shortestCircle(graph, new Set(knot)))
}

/** Groups of nodes that all reach each other (Tarjan's algorithm); only those with a circle in them. */
function knots(graph) {
  const found = []
  const order = new Map()
  const low = new Map()
  const stack = []
  const visit = (node) => {
    order.set(node, order.size)
    low.set(node, order.get(node))
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue
      if (!order.has(next)) {
        visit(next)
        low.set(node, Math.min(low.get(node), low.get(next)))
      } else if (stack.includes(next)) {
        low.set(node, Math.min(low.get(node), order.get(next)))
      }
    }
    if (low.get(node) !== order.get(node)) return
    const knot = stack.splice(stack.indexOf(node))
    if (knot.length > 1 || graph.get(node).includes(node)) found.push(knot)
  }
  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return found
}

function shortestCircle(graph, knot) {
  let best = null
  for (const start of knot) {
    const cameFrom = new Map()
    const queue = [start]
    while (queue.length > 0 && !cameFrom.has(start)) {
      const node = queue.shift()
      for (const next of graph.get(node) ?? []) {
        if (!knot.has(next) || cameFrom.has(next)) continue
        cameFrom.set(next, node)
        queue.push(next)
      }
    }
    const circle = [start]
    for (let node = cameFrom.get(start); node !== start; node = cameFrom.get(node)) circle.unshift(node)
    circle.unshift(start)
    if (best === null || circle.length < best.length) best = circle
  }
  return best
}
