extension Snapshot {
    /// How a snapshot of a dataset is named: by its identifier or by its digest.
    ///
    ///     selector = identifier | digest
    public enum Selector: Sendable, Hashable, CustomStringConvertible {
        case id(Identifier<Snapshot>)
        case digest(Digest)

        public init(_ text: String) throws(RoostError) {
            guard text.utf8.count == 64 else {
                self = .id(try Identifier(text))
                return
            }
            self = .digest(try Digest(text))
        }

        public var description: String {
            switch self {
            case .id(let id): id.description
            case .digest(let digest): digest.text
            }
        }
    }
}
