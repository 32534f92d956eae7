/// What a run is called: its identifier here, or the one it had where it was copied from.
///
///     id = (letter | digit) { letter | digit | "-" | "_" }       64 characters at most
public struct TrackedRunID: Grammar {
    public let text: String

    public init(_ text: String) throws(RoostError) {
        let rest = { (byte: UInt8) in byte.isASCIIAlphanumeric || byte.isDashOrUnderscore }
        guard follows(text, limit: 64, first: \.isASCIIAlphanumeric, rest: rest) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(text)) is no identifier of a run: it is letters, digits, '-' or '_', 64 at most"
            )
        }
        self.text = text
    }

    public init(_ id: Identifier<Run>) {
        text = id.description
    }
}

/// What names a run: its identifier, or a text that may be that of a copy's original.
public protocol RunReference: Sendable {
    var trackedID: TrackedRunID { get }
}

extension TrackedRunID: RunReference {
    public var trackedID: TrackedRunID { self }
}

extension Identifier: RunReference where Entity == Run {
    public var trackedID: TrackedRunID { TrackedRunID(self) }
}
