/// Whether a search finds what is there, what was deleted, or both.
package enum Lifecycle: Sendable, Hashable, CaseIterable {
    case active
    case deleted
    case any
}
