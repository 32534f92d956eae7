import Foundation

/// How a model is loaded and run.
package struct SessionOptions: Hashable, Sendable {
    /// What happens to the weights when a model is loaded.
    package enum Weights: Hashable, Sendable {
        /// They stay in their mapped file, shared with every other process: ready soonest, with the least memory.
        case mapped
        /// They are copied into the layout the kernels like best: some percent faster at small batches.
        case prepacked
    }

    /// How much the library rewrites the graph.
    package enum Optimization: Hashable, Sendable, CaseIterable {
        case none, basic, extended, all
    }

    package var weights: Weights
    package var optimization: Optimization
    /// How many threads one run computes with.
    package var threads: Int
    /// How many runs compute at a time, while others wait.
    ///
    /// More than one only pays with fewer threads each, and each has working memory of its own.
    package var runsAtOnce: Int
    /// Tried in order for each operator; the processor is always there as the last.
    package var providers: [ExecutionProvider]

    package init(
        weights: Weights = .mapped,
        optimization: Optimization = .all,
        threads: Int = ProcessInfo.processInfo.activeProcessorCount,
        runsAtOnce: Int = 1,
        providers: [ExecutionProvider] = [.cpu]
    ) {
        self.weights = weights
        self.optimization = optimization
        self.threads = threads
        self.runsAtOnce = runsAtOnce
        self.providers = providers
    }
}
