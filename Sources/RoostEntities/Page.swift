/// Some of a long list, and where the rest begins.
public struct Page<Element: Sendable>: Sendable {
    public let items: [Element]
    /// What to ask the next page with; `nil` at the end.
    public let next: PageToken?

    public init(items: [Element], next: PageToken? = nil) {
        self.items = items
        self.next = next
    }
}

extension Page: Codable where Element: Codable {}
extension Page: Equatable where Element: Equatable {}

/// A place in a list, opaque to whoever holds it.
///
///     token = { letter | digit | "-" | "_" }       1,400 characters at most
public struct PageToken: Grammar {
    public let text: String

    public init(_ text: String) throws(RoostError) {
        let allowed = { (byte: UInt8) in byte.isASCIIAlphanumeric || byte.isDashOrUnderscore }
        guard follows(text, limit: 1400, first: allowed, rest: allowed) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(text)) is no page token: pass 'next' of the page before as it was"
            )
        }
        self.text = text
    }
}

/// How much of a list is wanted, and from where.
public struct PageRequest: Hashable, Sendable {
    /// Between 1 and 1000.
    public let limit: Int
    public let after: PageToken?

    public init(limit: Int = 100, after: PageToken? = nil) throws(RoostError) {
        guard (1...1000).contains(limit) else {
            throw RoostError(.invalidArgument, "a page holds 1 to 1000 entries, not \(limit)")
        }
        self.limit = limit
        self.after = after
    }

    /// The first hundred.
    public static var first: PageRequest { PageRequest() }

    private init() {
        limit = 100
        after = nil
    }
}
