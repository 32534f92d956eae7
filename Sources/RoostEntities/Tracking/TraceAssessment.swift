/// What somebody, or a program, thinks of a trace: how good it was, or what should have come out.
package struct TraceAssessment: Sendable, Hashable {
    package let id: ID
    package let draft: Draft
    /// Whether no other overrides it.
    package let isValid: Bool
    package let updatedAt: Timestamp

    package init(id: ID, draft: Draft, isValid: Bool, updatedAt: Timestamp) {
        self.id = id
        self.draft = draft
        self.isValid = isValid
        self.updatedAt = updatedAt
    }

    /// One to be, as a client tells of it.
    package struct Draft: Sendable, Hashable {
        package var name: String
        package var kind: Kind
        /// As the dialect has it: the value, and what went wrong when there is none.
        package var content: [String: JSONValue]
        package var source: Source
        package var rationale: String?
        /// The span it speaks of; `nil` when it is the whole trace.
        package var spanID: String?
        package var metadata: [String: String]
        /// Which other it replaces.
        package var overrides: ID?
        package var createdAt: Timestamp

        package init(
            name: String,
            kind: Kind,
            content: [String: JSONValue],
            source: Source,
            rationale: String? = nil,
            spanID: String? = nil,
            metadata: [String: String] = [:],
            overrides: ID? = nil,
            createdAt: Timestamp
        ) {
            self.name = name
            self.kind = kind
            self.content = content
            self.source = source
            self.rationale = rationale
            self.spanID = spanID
            self.metadata = metadata
            self.overrides = overrides
            self.createdAt = createdAt
        }
    }

    /// What is to be different; `nil` stays as it is.
    package struct Changes: Sendable, Hashable {
        package var name: String?
        /// The kind has to be the one that it has.
        package var kind: Kind?
        /// Counts when the kind is said.
        package var content: [String: JSONValue] = [:]
        package var rationale: String?
        /// Put on top of what there is.
        package var metadata: [String: String] = [:]

        package init() {}
    }

    /// Who says so.
    package struct Source: Sendable, Hashable {
        /// In capital letters, such as `HUMAN`.
        package var type: String
        package var id: String?

        package init(type: String, id: String?) {
            self.type = type
            self.id = id
        }
    }

    package enum Kind: String, Sendable, CaseIterable {
        case feedback, expectation, issue
    }

    /// Made here, `a-` and 32 hexadecimal digits.
    ///
    ///     id = (letter | digit) { letter | digit | "-" | "_" }       50 characters at most
    package struct ID: Grammar {
        package let text: String

        package init(_ text: String) throws(RoostError) {
            let rest = { (byte: UInt8) in byte.isASCIIAlphanumeric || byte.isDashOrUnderscore }
            guard follows(text, limit: 50, first: \.isASCIIAlphanumeric, rest: rest) else {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(text)) is no identifier of an assessment: it is letters, digits, '-' or '_', 50 at most"
                )
            }
            self.text = text
        }
    }
}
