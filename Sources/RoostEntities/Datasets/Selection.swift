/// Which entities of a list to change: these, or those that a filter means.
public struct Selection<Entity: Sendable>: Sendable, Hashable, Codable {
    /// 1,000 at most.
    public var ids: [Identifier<Entity>]?
    public var filter: Filter?
    /// Where to go on with the filter: the `next` of the answer before.
    public var after: PageToken?

    public init(ids: [Identifier<Entity>]) {
        self.ids = ids
    }

    public init(filter: Filter, after: PageToken? = nil) {
        self.filter = filter
        self.after = after
    }
}

/// How many entities were changed, and where to go on when there may be more.
public struct SelectionChange: Sendable, Hashable, Codable {
    public let count: Int
    /// What to ask the next change with; `nil` at the end.
    public let next: PageToken?

    package init(count: Int, next: PageToken?) {
        self.count = count
        self.next = next
    }
}
