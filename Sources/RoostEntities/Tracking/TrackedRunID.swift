/// What clients of experiment tracking call a run: its identifier here, or the one it had where it was copied from.
///
///     id = (letter | digit) { letter | digit | "-" | "_" }       64 characters at most
package struct TrackedRunID: Grammar {
    package let text: String

    package init(_ text: String) throws(RoostError) {
        let rest = { (byte: UInt8) in byte.isASCIIAlphanumeric || byte.isDashOrUnderscore }
        guard follows(text, limit: 64, first: \.isASCIIAlphanumeric, rest: rest) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(text)) is no identifier of a run: it is letters, digits, '-' or '_', 64 at most"
            )
        }
        self.text = text
    }

    package init(_ id: Identifier<Run>) {
        text = id.description
    }
}
